using System.Buffers.Binary;
using System.Text;
using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Formats;

namespace PixCrawler.Imaging.Workers;

/// <summary>What a reply says.</summary>
internal enum ReplyKind : byte
{
    /// <summary>The worker is ready; the text is the decoder's name.</summary>
    Ready = 1,

    /// <summary>The worker can't work; the text says what is missing.</summary>
    Unusable = 2,

    /// <summary>An image was decoded.</summary>
    Decoded = 3,

    /// <summary>The decoder refused an image; the text is its complaint.</summary>
    Refused = 4,
}

/// <summary>The head of a request; the image's bytes follow it.</summary>
internal readonly record struct RequestHead(uint Number, ImageFormat Format, DecodeScale Scale, int MaxFrames, int ByteCount)
{
    public const int Size = 20;
    private const uint Mark = 0x31515850;

    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(target, Mark);
        BinaryPrimitives.WriteUInt32LittleEndian(target[4..], Number);
        BinaryPrimitives.WriteUInt16LittleEndian(target[8..], (ushort)Format);
        BinaryPrimitives.WriteUInt16LittleEndian(target[10..], (ushort)Scale);
        BinaryPrimitives.WriteInt32LittleEndian(target[12..], MaxFrames);
        BinaryPrimitives.WriteInt32LittleEndian(target[16..], ByteCount);
    }

    /// <exception cref="InvalidDataException">These bytes are no request.</exception>
    public static RequestHead Read(ReadOnlySpan<byte> source)
    {
        var head = new RequestHead(
            BinaryPrimitives.ReadUInt32LittleEndian(source[4..]),
            (ImageFormat)BinaryPrimitives.ReadUInt16LittleEndian(source[8..]),
            (DecodeScale)BinaryPrimitives.ReadUInt16LittleEndian(source[10..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[12..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[16..]));
        return BinaryPrimitives.ReadUInt32LittleEndian(source) == Mark && head.ByteCount >= 0
            ? head
            : throw new InvalidDataException("no request");
    }
}

/// <summary>The head of a reply; <see cref="TextBytes"/> bytes of UTF-8 follow it.</summary>
internal readonly record struct ReplyHead(uint Number, ReplyKind Kind, DecodedImage? Image, int ResidentMebibytes, int TextBytes)
{
    public const int Size = 32;
    public const int MaxTextBytes = 2048;
    private const uint Mark = 0x31525850;

    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(target, Mark);
        BinaryPrimitives.WriteUInt32LittleEndian(target[4..], Number);
        target[8] = (byte)Kind;
        target[9] = Image is { HasAlpha: true } ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt16LittleEndian(target[10..], (ushort)TextBytes);
        BinaryPrimitives.WriteInt32LittleEndian(target[12..], ResidentMebibytes);
        BinaryPrimitives.WriteInt32LittleEndian(target[16..], Image?.Width ?? 0);
        BinaryPrimitives.WriteInt32LittleEndian(target[20..], Image?.Height ?? 0);
        BinaryPrimitives.WriteInt32LittleEndian(target[24..], Image?.Frames ?? 0);
        BinaryPrimitives.WriteInt32LittleEndian(target[28..], Image?.Bands ?? 0);
    }

    /// <exception cref="InvalidDataException">These bytes are no reply: the worker is not to be believed any more.</exception>
    public static ReplyHead Read(ReadOnlySpan<byte> source)
    {
        var kind = (ReplyKind)source[8];
        var image = new DecodedImage(
            BinaryPrimitives.ReadInt32LittleEndian(source[16..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[20..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[24..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[28..]),
            source[9] == 1);
        var head = new ReplyHead(
            BinaryPrimitives.ReadUInt32LittleEndian(source[4..]),
            kind,
            kind == ReplyKind.Decoded ? image : null,
            BinaryPrimitives.ReadInt32LittleEndian(source[12..]),
            BinaryPrimitives.ReadUInt16LittleEndian(source[10..]));
        var isProper = BinaryPrimitives.ReadUInt32LittleEndian(source) == Mark
            && Enum.IsDefined(kind)
            && head.TextBytes <= MaxTextBytes
            && (head.Image is null || image is { Width: > 0, Height: > 0, Frames: > 0, Bands: > 0 });
        return isProper ? head : throw new InvalidDataException("no reply");
    }

    /// <summary>Cuts a text to what a reply may carry.</summary>
    public static byte[] Encode(string text) => Encoding.UTF8.GetBytes(text.Length > MaxTextBytes / 4 ? text[..(MaxTextBytes / 4)] : text);
}
