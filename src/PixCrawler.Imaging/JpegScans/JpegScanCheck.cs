using System.Buffers;
using System.Globalization;

namespace PixCrawler.Imaging.JpegScans;

/// <summary>
/// Follows the entropy-coded data of a JPEG and finds what no encoder writes: decoders repair or overlook most of it. Arithmetic-coded,
/// lossless and 12-bit images are not followed.
/// </summary>
internal static class JpegScanCheck
{
    /// <summary>The largest length of a block's coefficients taken together: 64 samples of 128 (Parseval).</summary>
    private const double LargestBlock = 1024;

    private const byte StartOfScan = 0xDA, EndOfImage = 0xD9, Huffman = 0xC4, Quantization = 0xDB, RestartInterval = 0xDD, Adobe = 0xEE;

    /// <summary>Checks the first image of a file that the inspector accepted.</summary>
    /// <returns>What is wrong, for people, or null.</returns>
    public static string? Find(ReadOnlySpan<byte> bytes) => Find(bytes, out _);

    /// <summary>Checks the first image of a file that the inspector accepted.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="followed">What its scans said, or null when they could not be followed to their end.</param>
    /// <returns>What is wrong, for people, or null.</returns>
    public static string? Find(ReadOnlySpan<byte> bytes, out JpegFrame? followed)
    {
        var scratch = ArrayPool<byte>.Shared.Rent(bytes.Length + ScanBits.Margin);
        try
        {
            return Find(bytes, scratch, out followed);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }

    private static string? Find(ReadOnlySpan<byte> bytes, byte[] scratch, out JpegFrame? followed)
    {
        followed = null;
        var frame = new JpegFrame();
        var at = 2;
        while (at + 4 <= bytes.Length)
        {
            if (bytes[at] != 0xFF || bytes[at + 1] is 0 or 0x01 or 0xFF or >= 0xD0 and <= 0xD8)
            {
                at++;
                continue;
            }

            var marker = bytes[at + 1];
            if (marker == EndOfImage)
                break;
            var length = bytes[at + 2] << 8 | bytes[at + 3];
            if (length < 2 || at + 2 + length > bytes.Length)
                return null;
            var data = bytes.Slice(at + 4, length - 2);
            at += 2 + length;
            switch (marker)
            {
                case Quantization when !frame.TryReadQuantization(data):
                    return "a quantization table is cut";
                case Huffman when !frame.TryReadHuffman(data):
                    return "a Huffman table has more codes than there are";
                case RestartInterval when data.Length >= 2:
                    frame.RestartInterval = data[0] << 8 | data[1];
                    break;
                case StartOfScan when frame.Components.Length > 0:
                    if (ReadScan(frame, data, bytes, scratch, ref at) is { } wrong)
                        return wrong;
                    break;
                case Adobe when data.Length >= 12 && data.StartsWith("Adobe"u8):
                    frame.IsTransformed = data[11] != 0;
                    break;
                case >= 0xC0 and <= 0xCF and not (Huffman or 0xC8 or 0xCC) when !frame.TryRead(marker, data):
                    return null;
            }
        }

        if (Array.Find(frame.Components, part => !part.HasMeans) is { } missing)
            return Say($"component {missing.Id} has no scan for its means, or not the last of them");
        followed = frame;
        return FindLouderThanPossible(frame) ?? MeanDrift.Find(frame);
    }

    private static string? ReadScan(JpegFrame frame, ReadOnlySpan<byte> head, ReadOnlySpan<byte> bytes, byte[] scratch, ref int at)
    {
        if (JpegScan.Read(frame, head) is not { } scan)
            return "a scan asks for a component or a table that is not there";
        if (!Array.TrueForAll(scan.Components, component => component.Follow(scan)))
            return "a scan does not follow the scans before it";
        var walk = new UnitWalk(frame, scan);
        var blocks = new BlockReader(scan);
        for (var interval = 0; ; interval++)
        {
            var bits = new ScanBits(bytes, at, scratch);
            blocks.BlocksToSkip = 0;
            foreach (var component in scan.Components)
                component.Predictor = 0;
            var stop = frame.RestartInterval == 0 ? walk.Units : (int)Math.Min(walk.Units, (interval + 1L) * frame.RestartInterval);
            if (!walk.Read(ref bits, ref blocks, stop))
                return Say($"no such code in unit {walk.Unit:N0} of {walk.Units:N0}");
            if (bits.IsOverrun)
                return Say($"the data ends in unit {walk.Unit:N0} of {walk.Units:N0}");
            if (blocks.BlocksToSkip > 0)
                return Say($"{blocks.BlocksToSkip:N0} blocks more are announced than there are");
            var unread = bits.Finish(out at);
            if (unread >= 8)
                return Say($"{unread:N0} bits are left after unit {walk.Unit:N0} of {walk.Units:N0}");
            if (walk.Unit == walk.Units)
                return null;
            if (at + 1 >= bytes.Length || bytes[at + 1] != 0xD0 + interval % 8)
                return Say($"no restart marker {interval % 8} after unit {walk.Unit:N0}");
            at += 2;
        }
    }

    private static string? FindLouderThanPossible(JpegFrame frame)
    {
        foreach (var component in frame.Components)
        {
            if (frame.Quantization[component.Quantization] is not { } quantization)
                continue;
            // Rounding moves each coefficient by half a step at the most; a twentieth more is left to encoders that choose otherwise.
            var limit = LargestBlock + Math.Sqrt(quantization.Sum(step => (double)step * step)) / 2;
            if (FindLouder(component, limit * 1.05) is { } found)
                return Say($"block {found.Block:N0} of component {component.Id} has a length of {found.Length:N0}, no picture more than {limit:N0}");
        }

        return null;
    }

    private static (int Block, double Length)? FindLouder(JpegComponent component, double limit)
    {
        var (means, energies, square) = (component.Means, component.Energy, (float)(limit * limit));
        for (var block = 0; block < means.Length; block++)
        {
            if ((float)means[block] * means[block] + energies[block] is var energy && energy > square)
                return (block, Math.Sqrt(energy));
        }

        return null;
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
