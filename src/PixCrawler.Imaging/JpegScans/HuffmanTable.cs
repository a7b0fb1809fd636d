using System.Runtime.CompilerServices;

namespace PixCrawler.Imaging.JpegScans;

/// <summary>A Huffman table of a JPEG (ITU-T T.81 annex C): symbols by code, those of short codes by one look-up.</summary>
internal sealed class HuffmanTable
{
    /// <summary>Bits that <see cref="Values"/> are found by.</summary>
    public const int ValueBits = 11;

    private const int FastBits = 10;
    private const int MaxCodeBits = 16;

    /// <summary>Symbol and length by the next ten bits; 0 for longer codes.</summary>
    private readonly ushort[] _fast = new ushort[1 << FastBits];
    private readonly int[] _limits = new int[MaxCodeBits + 2];
    private readonly int[] _offsets = new int[MaxCodeBits + 1];
    private readonly byte[] _symbols;

    private uint[]? _values;

    private HuffmanTable(byte[] symbols) => _symbols = symbols;

    /// <summary>
    /// What begins with some bits, for the coefficients of sequential scans. A code and its value: the value's size from bit 16 on, the run from
    /// bit 8 on, the bits of both. A code alone: the symbol from bit 8 on, its bits. 0: neither.
    /// </summary>
    public uint[] Values => _values ??= FindValues();

    /// <summary>Makes a table, or null when more codes are asked for than there are.</summary>
    /// <param name="counts">How many codes there are of 1 to 16 bits.</param>
    /// <param name="symbols">Their symbols.</param>
    public static HuffmanTable? Create(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        var table = new HuffmanTable(symbols.ToArray());
        var (code, first) = (0, 0);
        for (var bits = 1; bits <= MaxCodeBits; bits++, code <<= 1)
        {
            var count = counts[bits - 1];
            if (code + count > 1 << bits)
                return null;
            table._offsets[bits] = first - code;
            for (var i = 0; i < count && bits <= FastBits; i++)
                table._fast.AsSpan((code + i) << (FastBits - bits), 1 << (FastBits - bits)).Fill((ushort)(symbols[first + i] | bits << 8));
            (code, first) = (code + count, first + count);
            table._limits[bits] = code << (MaxCodeBits - bits);
        }

        table._limits[MaxCodeBits + 1] = int.MaxValue;
        return table;
    }

    /// <summary>Reads one symbol.</summary>
    /// <returns>The symbol, or -1 when the bits are no code of this table.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Read(ref ScanBits bits)
    {
        var next = bits.Peek16();
        var entry = _fast[next >> (MaxCodeBits - FastBits)];
        if (entry == 0)
            return ReadLong(ref bits, next);
        bits.Skip(entry >> 8);
        return (byte)entry;
    }

    /// <summary>The size of a coefficient whose value is coded in a number of bits (F.2.2.1): values that begin with a zero are negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SizeOf(int value, int bits) => value >> (bits - 1) != 0 ? value : ~value & ((1 << bits) - 1);

    /// <summary>Of every code and value that fit: its size, its run, and the bits of both. Of those whose code alone fits: its symbol and its bits.</summary>
    private uint[] FindValues()
    {
        var values = new uint[1 << ValueBits];
        for (var next = 0; next < values.Length; next++)
        {
            var entry = _fast[next >> (ValueBits - FastBits)];
            var (symbol, bits) = ((byte)entry, entry >> 8);
            var (size, left) = (symbol & 15, ValueBits - bits - (symbol & 15));
            values[next] = entry == 0 ? 0
                : size == 0 || left < 0 ? (uint)(symbol << 8 | bits)
                : (uint)(SizeOf(next >> left & ((1 << size) - 1), size) << 16 | symbol >> 4 << 8 | bits + size);
        }

        return values;
    }

    private int ReadLong(ref ScanBits bits, int next)
    {
        var length = FastBits + 1;
        while (next >= _limits[length])
            length++;
        if (length > MaxCodeBits)
            return -1;
        bits.Skip(length);
        return _symbols[_offsets[length] + (next >> (MaxCodeBits - length))];
    }
}
