using static PixCrawler.Imaging.Tests.Builders.Bytes;

namespace PixCrawler.Imaging.Tests.Builders;

/// <summary>A colour profile (ICC.1:2001-04, matrix and curves) that is sRGB with red and green changed round, so that nobody can overlook whether it was applied.</summary>
internal static class SwappedProfile
{
    private const int HeadBytes = 128, TagEntryBytes = 12, XyzBytes = 20;

    public static byte[] JpegSegment()
    {
        var profile = Make();
        return [0xFF, 0xE2, .. Big16((ushort)(16 + profile.Length)), .. Text("ICC_PROFILE\0"), 1, 1, .. profile];
    }

    public static byte[] PngChunk() => Png.Chunk("iCCP", Join(Text("swapped"), [0, 0], Png.Deflate(Make())));

    private static byte[] Make()
    {
        double[] white = [0.9642, 1, 0.8249], red = [0.4361, 0.2225, 0.0139], green = [0.3851, 0.7169, 0.0971], blue = [0.1431, 0.0606, 0.7141];
        // A curve of one number is a gamma, in 256ths.
        var curve = Join(Text("curv"), Big32(0), Big32(1), [2, 0x33, 0, 0]);
        (string Name, byte[] Data)[] tags =
        [
            ("desc", Join(Text("desc"), Big32(0), Big32(8), Text("swapped\0"), new byte[79], [0])),
            ("wtpt", Xyz(white)), ("rXYZ", Xyz(green)), ("gXYZ", Xyz(red)), ("bXYZ", Xyz(blue)), ("rTRC", curve), ("gTRC", curve), ("bTRC", curve),
        ];
        var (at, entries, data) = (HeadBytes + 4 + tags.Length * TagEntryBytes, new List<byte>(), new List<byte>());
        foreach (var (name, bytes) in tags)
        {
            entries.AddRange(Join(Text(name), Big32((uint)(at + data.Count)), Big32((uint)bytes.Length)));
            data.AddRange(bytes);
            while (data.Count % 4 != 0)
                data.Add(0);
        }

        var size = (uint)(at + data.Count);
        var head = Join(Big32(size), Text("none"), Big32(0x02400000), Text("mntrRGB XYZ "), new byte[12], Text("acsp"), new byte[28], Xyz(white)[8..], new byte[48]);
        head.Length.ShouldBe(HeadBytes);
        return [.. head, .. Big32((uint)tags.Length), .. entries, .. data];
    }

    private static byte[] Xyz(double[] numbers)
    {
        byte[] xyz = [.. Text("XYZ "), .. Big32(0), .. numbers.SelectMany(number => Big32((uint)Math.Round(number * 65536)))];
        xyz.Length.ShouldBe(XyzBytes);
        return xyz;
    }
}
