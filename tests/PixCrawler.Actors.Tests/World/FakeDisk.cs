using PixCrawler.Datasets;

namespace PixCrawler.Actors.Tests.World;

/// <summary>A disk with as much room as a test says; plenty by default.</summary>
internal sealed class FakeDisk : IDiskSpace
{
    public long? Free { get; set; } = 1L << 40;

    public long? FreeBytes(string folder) => Free;
}
