using static PixCrawler.Imaging.Tests.Builders.Bytes;

namespace PixCrawler.Imaging.Tests.Builders;

/// <summary>AVIF boxes.</summary>
internal static class Iso
{
    public static byte[] Box(string type, params byte[][] content)
    {
        var body = Join(content);
        return Join(Big32((uint)body.Length + 8), Text(type), body);
    }

    public static byte[] LargeBox(string type, params byte[][] content)
    {
        var body = Join(content);
        return Join(Big32(1), Text(type), Big64((ulong)body.Length + 16), body);
    }

    public static byte[] FileType(string brand = "avif") => Box("ftyp", Text(brand), Big32(0), Text(brand), Text("mif1"));

    public static byte[] Meta(uint width, uint height) => Box("meta", Big32(0), Box("iprp", Box("ipco", Size(width, height))));

    public static byte[] Size(uint width, uint height) => Box("ispe", Big32(0), Big32(width), Big32(height));

    public static byte[] Valid(uint width = 4, uint height = 4) => Join(FileType(), Meta(width, height), Box("mdat", new byte[16]));
}
