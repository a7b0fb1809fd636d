using System.Globalization;
using PixCrawler.Datasets.Files;

namespace PixCrawler.Datasets.Manifests;

/// <summary>The name of a slot in manifests: chunk and place in it, <c>00000/17</c>.</summary>
public static class SlotName
{
    /// <summary>Names a slot.</summary>
    /// <param name="chunk">The chunk's number, from 0.</param>
    /// <param name="slot">The place in it, from 0.</param>
    /// <returns>The name.</returns>
    public static string Of(int chunk, int slot) => string.Create(CultureInfo.InvariantCulture, $"{FolderLayout.ChunkName(chunk)}/{slot}");

    /// <summary>Reads a name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Chunk and place; null when it is no such name.</returns>
    public static (int Chunk, int Slot)? Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return int.TryParse(name.AsSpan(0, Math.Max(slash, 0)), NumberStyles.None, CultureInfo.InvariantCulture, out var chunk)
            && int.TryParse(name.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var slot)
            ? (chunk, slot)
            : null;
    }
}
