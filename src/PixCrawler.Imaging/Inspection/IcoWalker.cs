using System.Buffers.Binary;

namespace PixCrawler.Imaging.Inspection;

/// <summary>Checks an icon or cursor: every directory entry's image must be inside the file and start as a PNG or a bitmap; the largest one is the image.</summary>
internal static class IcoWalker
{
    private const int HeaderBytes = 6, EntryBytes = 16, MinImageBytes = 40;

    public static void Walk(ref Probe p)
    {
        long count = p.Little16(4);
        var directoryEnd = HeaderBytes + count * EntryBytes;
        if (!p.SetFrames(count))
            return;
        if (!p.Has(0, directoryEnd))
        {
            p.Truncated($"a directory of {count:N0} entries in {p.Bytes.Length:N0} bytes");
            return;
        }

        var end = directoryEnd;
        for (var entry = (long)HeaderBytes; entry < directoryEnd; entry += EntryBytes)
        {
            long length = p.Little32(entry + 8), at = p.Little32(entry + 12);
            if (!p.Has(at, length))
            {
                p.Truncated($"an image of {length:N0} bytes at offset {at:N0} of {p.Bytes.Length:N0}");
                return;
            }

            if (length < MinImageBytes || at < directoryEnd)
            {
                p.Corrupt($"an image of {length:N0} bytes at offset {at:N0}");
                return;
            }

            end = Math.Max(end, at + length);
        }

        if (Payload(ref p, Largest(p.Bytes)))
            p.End = end;
    }

    /// <summary>The largest image of an icon by its directory, the first one among equals; empty where the directory leads out of the file.</summary>
    public static ReadOnlySpan<byte> Largest(ReadOnlySpan<byte> bytes)
    {
        var best = ReadOnlySpan<byte>.Empty;
        var area = -1;
        var count = bytes.Length < HeaderBytes ? 0 : BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]);
        for (var entry = HeaderBytes; entry < HeaderBytes + count * EntryBytes && entry + EntryBytes <= bytes.Length; entry += EntryBytes)
        {
            long length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(entry + 8)..]), at = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(entry + 12)..]);
            // A side of 256 is written as 0.
            var entryArea = (bytes[entry] == 0 ? 256 : bytes[entry]) * (bytes[entry + 1] == 0 ? 256 : bytes[entry + 1]);
            if (entryArea <= area)
                continue;
            best = at + length <= bytes.Length ? bytes.Slice((int)at, (int)length) : [];
            area = entryArea;
        }

        return best;
    }

    /// <summary>Whether an icon's image is a PNG; else it is a bitmap.</summary>
    public static bool IsPng(ReadOnlySpan<byte> image) => image.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);

    private static bool Payload(ref Probe p, ReadOnlySpan<byte> image)
    {
        var inner = new Probe(image, p.Limits);
        if (IsPng(image))
            PngWalker.Walk(ref inner);
        else if (BmpWalker.ReadHeader(ref inner, 0, out var bits, out var compression) && inner.Little32(0) >= MinImageBytes)
        {
            // The height of an icon's bitmap counts its mask too; the mask has one bit per pixel and is last.
            var rows = inner.Height / 2;
            var palette = bits <= 8 ? (inner.Little32(32) is var used and > 0 and <= 256 ? used : 1L << bits) * 4 : 0;
            if (inner.SetSize(inner.Width, rows, bytesPerPixel: 4))
                BmpWalker.CheckPixels(ref inner, inner.Little32(0) + palette, bits, compression, rows, out _);
        }
        else
            inner.Corrupt($"an image of an unknown kind");

        return inner.Verdict.IsAccepted ? p.SetSize(inner.Width, inner.Height, bytesPerPixel: 4) : p.Take(inner.Verdict);
    }
}
