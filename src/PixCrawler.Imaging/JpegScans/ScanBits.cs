using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace PixCrawler.Imaging.JpegScans;

/// <summary>The entropy-coded bits of one restart interval (ITU-T T.81, F.2.2.5): stuffed bytes are left out, a marker ends them.</summary>
internal ref struct ScanBits(ReadOnlySpan<byte> bytes, int start)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at = start;
    private ulong _buffer;
    private int _count;
    private int _padding;

    /// <summary>The bits at hand, the last read ones lowest, and how many of them are unread. A tight loop keeps its own copy and gives it back.</summary>
    public (ulong Buffer, int Count) AtHand
    {
        readonly get => (_buffer, _count);
        set => (_buffer, _count) = value;
    }

    /// <summary>Whether more bits were read than there are.</summary>
    public readonly bool IsOverrun => _count < _padding;

    /// <summary>The next 16 bits; zeros beyond the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Peek16()
    {
        if (_count < 16)
            Fill();
        return (int)(_buffer >> (_count - 16)) & 0xFFFF;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Skip(int bits) => _count -= bits;

    /// <summary>Passes over a sign and corrections, of which there are 63 at the most.</summary>
    public void Skip(int sign, int corrections)
    {
        const int AtOnce = 32;
        for (var left = sign + corrections; left > 0; left -= AtOnce)
        {
            if (_count < AtOnce)
                Fill();
            _count -= Math.Min(left, AtOnce);
        }
    }

    /// <summary>Reads up to 16 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Read(int bits)
    {
        if (_count < bits)
            Fill();
        _count -= bits;
        return (int)(_buffer >> _count) & ((1 << bits) - 1);
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
        var unread = _count - _padding;
        next = _at;
        while (next + 1 < _bytes.Length && (_bytes[next] != 0xFF || _bytes[next + 1] is 0x00))
        {
            unread += 8;
            next += _bytes[next] == 0xFF ? 2 : 1;
        }

        while (next + 2 < _bytes.Length && _bytes[next + 1] == 0xFF)
            next++;
        return unread;
    }

    /// <summary>Gets more: 32 or more are at hand then, zeros beyond the end.</summary>
    public void Fill()
    {
        // Four bytes at once where none of them is FF.
        if (_count <= 32 && _at + 4 <= _bytes.Length)
        {
            var four = BinaryPrimitives.ReadUInt32BigEndian(_bytes[_at..]);
            if (!HasFF(four))
            {
                (_buffer, _count, _at) = (_buffer << 32 | four, _count + 32, _at + 4);
                return;
            }
        }

        while (_count <= 48)
        {
            var next = 0;
            if (_at < _bytes.Length && (_bytes[_at] != 0xFF || _at + 1 < _bytes.Length && _bytes[_at + 1] == 0))
            {
                next = _bytes[_at];
                _at += next == 0xFF ? 2 : 1;
            }
            else
            {
                _padding += 8;
            }

            (_buffer, _count) = (_buffer << 8 | (uint)next, _count + 8);
        }
    }

    private static bool HasFF(uint four) => (~four - 0x01010101u & four & 0x80808080u) != 0;
}
