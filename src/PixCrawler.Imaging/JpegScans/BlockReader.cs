using System.Numerics;
using System.Runtime.CompilerServices;

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

            var entry = table.Find((int)(buffer >> (count - 16)) & 0xFFFF);
            int symbol;
            if (entry != 0)
            {
                (symbol, count) = ((byte)entry, count - (entry >> 8));
            }
            else
            {
                bits.AtHand = (buffer, count);
                symbol = table.Read(ref bits);
                if (symbol < 0)
                    return false;
                (buffer, count) = bits.AtHand;
            }

            if (symbol == 0)
                break;
            var size = symbol & 15;
            k += symbol >> 4;
            if ((uint)k >= (uint)quantization.Length || size == 0 && symbol >> 4 != LongestRun)
                return false;
            count -= size;
            var mask = (1 << size) - 1;
            var raw = (int)(buffer >> count) & mask;
            // F.2.2.1: values that begin with a zero are negative; only the size of the value matters here.
            var negative = (raw >> (size - 1) & 1) - 1;
            float value = ((raw ^ negative) & mask) * quantization[k];
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
            var zeros = left & ~known;
            for (; run > 0; run--)
                zeros &= zeros - 1;
            if (size > 1 || zeros == 0)
                return false;
            var reached = zeros & (ulong)-(long)zeros;
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
