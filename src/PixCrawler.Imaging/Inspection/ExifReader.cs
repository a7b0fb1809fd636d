using System.Buffers.Binary;

namespace PixCrawler.Imaging.Inspection;

/// <summary>Reads the orientation out of an EXIF block: one pass over IFD0, no pointer is followed, so cycles can't matter.</summary>
internal static class ExifReader
{
    private const ushort OrientationTag = 0x0112, TypeShort = 3;

    /// <param name="tiff">The block from its byte order mark on.</param>
    /// <returns>1 to 8, or 0 when there is none.</returns>
    public static int Orientation(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8)
            return 0;
        var big = tiff[0] == 'M';
        var directory = U32(tiff[4..], big);
        if (directory > tiff.Length - 2)
            return 0;
        var entries = tiff[((int)directory + 2)..];
        var count = Math.Min(U16(tiff[(int)directory..], big), entries.Length / 12);
        for (var i = 0; i < count; i++, entries = entries[12..])
        {
            if (U16(entries, big) == OrientationTag && U16(entries[2..], big) == TypeShort)
                return U16(entries[8..], big) is var value and >= 1 and <= 8 ? value : 0;
        }

        return 0;
    }

    private static ushort U16(ReadOnlySpan<byte> at, bool big) => big ? BinaryPrimitives.ReadUInt16BigEndian(at) : BinaryPrimitives.ReadUInt16LittleEndian(at);

    private static uint U32(ReadOnlySpan<byte> at, bool big) => big ? BinaryPrimitives.ReadUInt32BigEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at);
}
