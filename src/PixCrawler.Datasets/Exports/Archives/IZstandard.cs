namespace PixCrawler.Datasets.Exports.Archives;

/// <summary>Compresses and expands Zstandard frames (RFC 8878). ADR 9 names the package that could stand behind it.</summary>
public interface IZstandard
{
    /// <summary>Opens a stream that compresses what is written to it. Disposing it ends the frame and leaves the target open.</summary>
    /// <param name="target">Where the frame goes.</param>
    /// <param name="level">1 (fast) to 19 (small).</param>
    /// <returns>The stream; same bytes in, same level: same bytes out.</returns>
    Stream Compress(Stream target, int level);

    /// <summary>Opens a stream that expands a frame. Disposing it leaves the source open.</summary>
    /// <param name="source">The frame.</param>
    /// <returns>The stream; it throws <see cref="InvalidDataException"/> where the frame is damaged or ends early.</returns>
    Stream Decompress(Stream source);
}
