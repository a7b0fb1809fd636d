using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace PixCrawler.Imaging.JpegScans;

/// <summary>The entropy-coded bits of one restart interval (ITU-T T.81, F.2.2.5): stuffed bytes are left out, a marker ends them.</summary>
internal ref struct ScanBits
{
    /// <summary>Bytes that the scratch memory must have beyond those of the file.</summary>
    public const int Margin = sizeof(ulong);

    private readonly ReadOnlySpan<byte> _data;
    private readonly int _next;
    private int _at;
    private ulong _buffer;
    private int _count;

    /// <param name="bytes">The file.</param>
    /// <param name="start">Where the interval begins.</param>
    /// <param name="scratch">Memory for the interval without its stuffed bytes.</param>
    public ScanBits(ReadOnlySpan<byte> bytes, int start, Span<byte> scratch)
    {
        var length = 0;
        for (_next = start; ;)
        {
            var rest = bytes[_next..];
            var plain = rest.IndexOf((byte)0xFF);
            var isStuffed = plain >= 0 && plain + 1 < rest.Length && rest[plain + 1] == 0;
            var take = plain < 0 ? rest.Length : isStuffed ? plain + 1 : plain;
            rest[..take].CopyTo(scratch[length..]);
            (length, _next) = (length + take, _next + take + (isStuffed ? 1 : 0));
            if (!isStuffed)
                break;
        }

        // A marker may have fill bytes before it.
        while (_next + 2 < bytes.Length && bytes[_next + 1] == 0xFF)
            _next++;
        scratch.Slice(length, Margin).Clear();
        _data = scratch[..(length + Margin)];
    }

    /// <summary>The unread bits at hand, the first one highest, and how many they are. A tight loop keeps its own copy and gives it back.</summary>
    public (ulong Buffer, int Count) AtHand
    {
        readonly get => (_buffer, _count);
        set => (_buffer, _count) = value;
    }

    /// <summary>Whether more bits were read than there are.</summary>
    public readonly bool IsOverrun => Unread < 0;

    private readonly int Unread => (_data.Length - Margin - _at) * 8 + _count;

    /// <summary>The next 16 bits; zeros beyond the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Peek16()
    {
        if (_count < 16)
            Fill();
        return (int)(_buffer >> 48);
    }

    /// <summary>Passes over bits that were looked at.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Skip(int bits) => (_buffer, _count) = (_buffer << bits, _count - bits);

    /// <summary>Passes over a sign and corrections, of which there are 63 at the most.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Skip(int sign, int corrections)
    {
        const int AtOnce = 32;
        var left = sign + corrections;
        if (left <= _count)
        {
            Skip(left);
            return;
        }

        for (; left > 0; left -= AtOnce)
        {
            if (_count < AtOnce)
                Fill();
            Skip(Math.Min(left, AtOnce));
        }
    }

    /// <summary>Reads up to 16 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Read(int bits)
    {
        if (_count < bits)
            Fill();
        // Two shifts, for one by 64 would be none.
        var value = (int)(_buffer >> 1 >> (63 - bits));
        Skip(bits);
        return value;
    }

    /// <summary>Reads a signed value of a number of bits (F.2.2.1, EXTEND).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadSigned(int bits)
    {
        if (bits == 0)
            return 0;
        var value = Read(bits);
        return value < 1 << (bits - 1) ? value - (1 << bits) + 1 : value;
    }

    /// <summary>Ends the interval.</summary>
    /// <param name="next">Where the marker after it begins, or the end of the bytes.</param>
    /// <returns>Bits that nobody read; fewer than 8 are the padding of the last byte.</returns>
    public readonly int Finish(out int next)
    {
        next = _next;
        return Unread;
    }

    /// <summary>Gets more: 56 or more are at hand then, zeros beyond the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Fill()
    {
        // Bits of a byte that is taken in part come again with the next fill, the same in the same place.
        if (_at <= _data.Length - sizeof(ulong))
            _buffer |= BinaryPrimitives.ReadUInt64BigEndian(_data[_at..]) >> _count;
        _at += (63 - _count) >> 3;
        _count |= 56;
    }
}
