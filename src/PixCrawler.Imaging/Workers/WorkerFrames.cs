using System.Buffers.Binary;

namespace PixCrawler.Imaging.Workers;

/// <summary>What a reply says.</summary>
internal enum ReplyKind : byte
{
    /// <summary>The worker is ready; the details are the decoder's name.</summary>
    Ready = 1,

    /// <summary>The worker can't work; the details say what is missing.</summary>
    Unusable = 2,

    /// <summary>An image was dealt with; the details are the outcome, what was made of the image follows them.</summary>
    Done = 3,
}

/// <summary>The head of a request; its details and then the image's bytes follow it.</summary>
internal readonly record struct RequestHead(uint Number, int DetailBytes, int ByteCount)
{
    public const int Size = 16;
    public const int MaxDetailBytes = 4096;
    private const uint Mark = 0x32515850;

    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(target, Mark);
        BinaryPrimitives.WriteUInt32LittleEndian(target[4..], Number);
        BinaryPrimitives.WriteInt32LittleEndian(target[8..], DetailBytes);
        BinaryPrimitives.WriteInt32LittleEndian(target[12..], ByteCount);
    }

    /// <exception cref="InvalidDataException">These bytes are no request.</exception>
    public static RequestHead Read(ReadOnlySpan<byte> source)
    {
        var head = new RequestHead(
            BinaryPrimitives.ReadUInt32LittleEndian(source[4..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[12..]));
        return BinaryPrimitives.ReadUInt32LittleEndian(source) == Mark && head is { DetailBytes: >= 0 and <= MaxDetailBytes, ByteCount: >= 0 }
            ? head
            : throw new InvalidDataException("no request");
    }
}

/// <summary>The head of a reply; its details and then what was made of the image follow it.</summary>
internal readonly record struct ReplyHead(uint Number, ReplyKind Kind, int ResidentMebibytes, int DetailBytes, int OutputBytes)
{
    public const int Size = 24;
    public const int MaxDetailBytes = 4096;
    private const uint Mark = 0x32525850;

    public void Write(Span<byte> target)
    {
        target[..Size].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(target, Mark);
        BinaryPrimitives.WriteUInt32LittleEndian(target[4..], Number);
        target[8] = (byte)Kind;
        BinaryPrimitives.WriteInt32LittleEndian(target[12..], ResidentMebibytes);
        BinaryPrimitives.WriteInt32LittleEndian(target[16..], DetailBytes);
        BinaryPrimitives.WriteInt32LittleEndian(target[20..], OutputBytes);
    }

    /// <param name="source">The bytes.</param>
    /// <param name="maxOutputBytes">Bytes that may have been made of the image.</param>
    /// <exception cref="InvalidDataException">These bytes are no reply: the worker is not to be believed any more.</exception>
    public static ReplyHead Read(ReadOnlySpan<byte> source, int maxOutputBytes)
    {
        var head = new ReplyHead(
            BinaryPrimitives.ReadUInt32LittleEndian(source[4..]),
            (ReplyKind)source[8],
            BinaryPrimitives.ReadInt32LittleEndian(source[12..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[16..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[20..]));
        var isProper = BinaryPrimitives.ReadUInt32LittleEndian(source) == Mark
            && Enum.IsDefined(head.Kind)
            && head.DetailBytes is >= 0 and <= MaxDetailBytes
            && head.OutputBytes >= 0 && head.OutputBytes <= maxOutputBytes;
        return isProper ? head : throw new InvalidDataException("no reply");
    }
}
