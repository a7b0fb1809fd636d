using System.Buffers.Binary;
using System.IO.Compression;

namespace PixCrawler.Imaging.Inspection;

/// <summary>Finds the colour profile in a JPEG, PNG or WebP that the inspector accepted, so whose structure and metadata sizes are known to be sound.</summary>
internal static class ColourProfiles
{
    private const int MaxProfileBytes = 4 * 1024 * 1024;

    public static ColourProfile? Find(ReadOnlySpan<byte> bytes, Formats.ImageFormat format) => format switch
    {
        Formats.ImageFormat.Jpeg => InJpeg(bytes),
        Formats.ImageFormat.Png => InPng(bytes),
        Formats.ImageFormat.WebP => InWebP(bytes),
        _ => null,
    };

    /// <summary>ICC.1 annex B.4: pieces in APP2 segments, each with its number.</summary>
    private static ColourProfile? InJpeg(ReadOnlySpan<byte> bytes)
    {
        const int HeadBytes = 14;
        var pieces = new SortedDictionary<int, byte[]>();
        for (var at = 2; at + 4 <= bytes.Length && bytes[at] == 0xFF && bytes[at + 1] != 0xDA;)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (length < 2 || at + 2 + length > bytes.Length)
                break;
            var data = bytes.Slice(at + 4, length - 2);
            if (bytes[at + 1] == 0xE2 && data.Length > HeadBytes && data.StartsWith("ICC_PROFILE\0"u8))
                pieces.TryAdd(data[12], data[HeadBytes..].ToArray());
            at += 2 + length;
        }

        return pieces.Count == 0 ? null : ColourProfile.Read([.. pieces.Values.SelectMany(piece => piece)]);
    }

    private static ColourProfile? InPng(ReadOnlySpan<byte> bytes)
    {
        for (var at = 8; at + 12 <= bytes.Length && !bytes.Slice(at + 4, 4).SequenceEqual("IDAT"u8);)
        {
            var length = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]), (uint)(bytes.Length - at - 12));
            var data = bytes.Slice(at + 8, length);
            if (bytes.Slice(at + 4, 4).SequenceEqual("iCCP"u8))
                return data.IndexOf((byte)0) is var name and >= 0 && name + 2 < data.Length ? ColourProfile.Read(Inflate(data[(name + 2)..])) : ColourProfile.Read([]);
            at += 12 + length;
        }

        return null;
    }

    private static ColourProfile? InWebP(ReadOnlySpan<byte> bytes)
    {
        for (long at = 12; at + 8 <= bytes.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[((int)at + 4)..]);
            if (bytes.Slice((int)at, 4).SequenceEqual("ICCP"u8))
                return ColourProfile.Read(bytes.Slice((int)at + 8, (int)Math.Min(length, bytes.Length - at - 8)));
            at += 8L + length + (length & 1);
        }

        return null;
    }

    private static byte[] Inflate(ReadOnlySpan<byte> zlib)
    {
        using var inflater = new ZLibStream(new MemoryStream(zlib.ToArray(), writable: false), CompressionMode.Decompress);
        var profile = new byte[MaxProfileBytes];
        try
        {
            return profile[..inflater.ReadAtLeast(profile, profile.Length, throwOnEndOfStream: false)];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }
}
