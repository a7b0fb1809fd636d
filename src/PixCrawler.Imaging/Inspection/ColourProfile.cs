using System.Buffers.Binary;
using System.Text;

namespace PixCrawler.Imaging.Inspection;

/// <summary>The head of an embedded colour profile (ICC.1:2022, 7.2).</summary>
/// <param name="ColourSpace">The space of the pixels, such as "RGB", "GRAY" or "CMYK"; empty when it is broken.</param>
/// <param name="Bytes">The profile's size.</param>
/// <param name="IsBroken">Whether its size, its signature or its space contradict the standard.</param>
public sealed record ColourProfile(string ColourSpace, int Bytes, bool IsBroken)
{
    private const int HeadBytes = 128, SpaceAt = 16, SignatureAt = 36;

    /// <summary>Reads a profile's head.</summary>
    /// <param name="profile">The whole profile.</param>
    public static ColourProfile Read(ReadOnlySpan<byte> profile)
    {
        if (profile.Length <= HeadBytes
            || BinaryPrimitives.ReadUInt32BigEndian(profile) is var size && (size <= HeadBytes || size > profile.Length)
            || !profile.Slice(SignatureAt, 4).SequenceEqual("acsp"u8))
            return new ColourProfile("", profile.Length, IsBroken: true);
        var space = profile.Slice(SpaceAt, 4);
        var isKnown = space.SequenceEqual("RGB "u8) || space.SequenceEqual("GRAY"u8) || space.SequenceEqual("CMYK"u8) || space.SequenceEqual("Lab "u8) || space.SequenceEqual("YCbr"u8);
        return isKnown
            ? new ColourProfile(Encoding.ASCII.GetString(space).TrimEnd(), profile.Length, IsBroken: false)
            : new ColourProfile("", profile.Length, IsBroken: true);
    }
}
