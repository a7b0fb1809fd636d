using System.ComponentModel.DataAnnotations;

namespace PixCrawler.Net.Sources;

/// <summary>Limits of the list reader.</summary>
public sealed record UrlListOptions
{
    /// <summary>The longest row a list may have, in bytes, 256 to 16 MiB; a longer one is a bad row. Default 1 MiB.</summary>
    [Range(256, 16 * 1024 * 1024)]
    public int MaxLineBytes { get; init; } = 1024 * 1024;
}
