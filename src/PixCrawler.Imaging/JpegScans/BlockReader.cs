using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace PixCrawler.Imaging.JpegScans;

/// <summary>
/// Reads the coefficients of one block after another, sequential (ITU-T T.81, F.2.2) and progressive (G.2), and keeps of them what
/// tells damage: means, energies, which are not zero.
/// </summary>
internal ref struct BlockReader(JpegScan scan)
{
    private const int LastCoefficient = 63, LongestRun = 15, MostBits = 15;

    private readonly JpegScan _scan = scan;
    private readonly Kind _kind = KindOf(scan);

    private enum Kind
    {
        Sequential,
        Mean,
        MeanRefinement,
        Band,
        BandRefinement,
    }

    /// <summary>Blocks that the scan has nothing more to say about (end-of-band run).</summary>
    public int BlocksToSkip { get; set; }

    /// <summary>Passes over blocks that the scan says nothing about, not even corrections.</summary>
    /// <returns>How many.</returns>
    public int Skip(int most)
    {
        var blocks = _kind == Kind.Band ? Math.Min(BlocksToSkip, most) : 0;
        BlocksToSkip -= blocks;
        return blocks;
    }

    /// <summary>Reads one block.</summary>
    /// <returns>Whether its bits are coefficients.</returns>
    public bool Read(ref ScanBits bits, JpegComponent component, int block, ushort[] quantization) => _kind switch
    {
        Kind.Sequential => ReadMean(ref bits, component, block, quantization) && ReadSequential(ref bits, component, block, quantization),
        Kind.Mean => ReadMean(ref bits, component, block, quantization),
        Kind.MeanRefinement => RefineMean(ref bits, component, block, quantization),
        Kind.Band => ReadBand(ref bits, component, block, quantization),
        _ => RefineBand(ref bits, component, block),
    };

    private static Kind KindOf(JpegScan scan) => scan switch
    {
        { First: 0, Last: > 0 } => Kind.Sequential,
        { Last: 0 } => scan.IsRefinement ? Kind.MeanRefinement : Kind.Mean,
        _ => scan.IsRefinement ? Kind.BandRefinement : Kind.Band,
    };

    private readonly bool ReadMean(ref ScanBits bits, JpegComponent component, int block, ushort[] quantization)
    {
        var size = component.DcTable!.Read(ref bits);
        if (size is < 0 or > MostBits)
            return false;
        component.Predictor += bits.ReadSigned(size);
        component.Means[block] = (component.Predictor << _scan.Low) * quantization[0];
        return true;
    }

    private readonly bool RefineMean(ref ScanBits bits, JpegComponent component, int block, ushort[] quantization)
    {
        component.Means[block] += (bits.Read(1) << _scan.Low) * quantization[0];
        return true;
    }

    /// <summary>Most of the time goes here, so it keeps the bits in its own hands: one look at their number serves a code and its value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool ReadSequential(ref ScanBits bits, JpegComponent component, int block, ushort[] quantization)
    {
        const int LongestCodeAndValue = 32;
        var table = component.AcTable!;
        var values = table.Values;
        var energy = 0f;
        var (buffer, count) = bits.AtHand;
        for (var k = 1; k < quantization.Length; k++)
        {
            if (count < LongestCodeAndValue)
            {
                bits.AtHand = (buffer, count);
                bits.Fill();
                (buffer, count) = bits.AtHand;
            }

            var entry = values[(int)(buffer >> (64 - HuffmanTable.ValueBits))];
            var (size, field, length) = ((int)(entry >> 16), (int)(entry >> 8 & 0xFF), (int)(entry & 0xFF));
            (buffer, count) = (buffer << length, count - length);
            if (size != 0)
            {
                k += field;
            }
            else
            {
                var symbol = field;
                if (entry == 0)
                {
                    bits.AtHand = (buffer, count);
                    symbol = table.Read(ref bits);
                    if (symbol < 0)
                        return false;
                    (buffer, count) = bits.AtHand;
                }

                if (symbol == 0)
                    break;
                var (run, valueBits) = (symbol >> 4, symbol & 15);
                if (valueBits == 0 && run != LongestRun)
                    return false;
                k += run;
                size = HuffmanTable.SizeOf((int)(buffer >> 1 >> (63 - valueBits)), valueBits);
                (buffer, count) = (buffer << valueBits, count - valueBits);
            }

            if ((uint)k >= (uint)quantization.Length)
                return false;
            float value = size * quantization[k];
            energy += value * value;
        }

        bits.AtHand = (buffer, count);
        component.Energy[block] = energy;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool ReadBand(ref ScanBits bits, JpegComponent component, int block, ushort[] quantization)
    {
        var (table, last, energy, nonZero) = (component.AcTable!, _scan.Last, 0f, 0UL);
        for (var k = _scan.First; k <= last; k++)
        {
            var symbol = table.Read(ref bits);
            if (symbol < 0)
                return false;
            var (run, size) = (symbol >> 4, symbol & 15);
            if (size == 0 && run != LongestRun)
            {
                BlocksToSkip = (1 << run) - 1 + bits.Read(run);
                break;
            }

            k += run;
            if (k > last)
                return false;
            if (size == 0)
                continue;
            float value = (bits.ReadSigned(size) << _scan.Low) * quantization[k];
            energy += value * value;
            nonZero |= 1UL << k;
        }

        component.Energy[block] += energy;
        component.NonZero[block] |= nonZero;
        return true;
    }

    /// <summary>One of the bits that are set, counted from the lowest; 0 when there are not so many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong BitAt(ulong bits, int number)
    {
        if (Bmi2.X64.IsSupported)
            return Bmi2.X64.ParallelBitDeposit(1UL << number, bits);
        for (; number > 0; number--)
            bits &= bits - 1;
        return bits & (ulong)-(long)bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool RefineBand(ref ScanBits bits, JpegComponent component, int block)
    {
        var table = component.AcTable!;
        ref var known = ref component.NonZero[block];
        // What is left of the band, one bit a coefficient.
        var left = ulong.MaxValue >> (LastCoefficient - _scan.Last) & ulong.MaxValue << _scan.First;
        while (left != 0 && BlocksToSkip == 0)
        {
            var symbol = table.Read(ref bits);
            if (symbol < 0)
                return false;
            var (run, size) = (symbol >> 4, symbol & 15);
            if (size == 0 && run != LongestRun)
            {
                // This block is the first of the run; its known coefficients are corrected below.
                BlocksToSkip = (1 << run) + bits.Read(run);
                break;
            }

            // The run counts zeros; coefficients known before are corrected as it passes them, after the sign of the new one.
            var reached = BitAt(left & ~known, run);
            if (size > 1 || reached == 0)
                return false;
            bits.Skip(size, BitOperations.PopCount(left & known & (reached - 1)));
            known |= size == 1 ? reached : 0;
            left &= ~(reached | reached - 1);
        }

        if (BlocksToSkip == 0)
            return true;
        BlocksToSkip--;
        bits.Skip(0, BitOperations.PopCount(left & known));
        return true;
    }
}
