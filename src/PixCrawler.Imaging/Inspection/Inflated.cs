using System.IO.Compression;

namespace PixCrawler.Imaging.Inspection;

/// <summary>Measures what zlib data inflates to, up to a limit, into one small buffer.</summary>
internal static class Inflated
{
    private const int BufferBytes = 16 * 1024;

    /// <returns>The inflated size, or a figure above <paramref name="limit"/> as soon as it is passed; data that can't be inflated counts as what came out.</returns>
    public static unsafe long Measure(ReadOnlySpan<byte> zlib, long limit)
    {
        if (zlib.IsEmpty)
            return 0;
        var total = 0L;
        Span<byte> buffer = stackalloc byte[BufferBytes];
        fixed (byte* start = zlib)
        {
            using var source = new UnmanagedMemoryStream(start, zlib.Length);
            using var inflater = new ZLibStream(source, CompressionMode.Decompress);
            try
            {
                while (total <= limit && inflater.Read(buffer) is var read and > 0)
                    total += read;
            }
            catch (InvalidDataException)
            {
                return total;
            }
        }

        return total;
    }
}
