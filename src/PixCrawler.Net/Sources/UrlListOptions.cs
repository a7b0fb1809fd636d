using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Net.Sources;

/// <summary>Limits of the list reader (section <c>UrlLists</c>).</summary>
public sealed record UrlListOptions
{
    /// <summary>The longest row a list may have, in bytes, 256 to 16 MiB; a longer one is a bad row. Default 1 MiB.</summary>
    public int MaxLineBytes { get; init; } = 1024 * 1024;

    /// <summary>Finds everything that is wrong with the options.</summary>
    /// <returns>One entry per problem; empty when they are in order.</returns>
    public IReadOnlyList<FieldError> Validate()
    {
        var check = new OptionsCheck();
        check.Range(nameof(MaxLineBytes), MaxLineBytes, 256, 16 * 1024 * 1024);
        return check.Errors;
    }
}
