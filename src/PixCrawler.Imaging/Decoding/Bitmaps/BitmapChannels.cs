using System.Buffers.Binary;
using System.Numerics;

namespace PixCrawler.Imaging.Decoding.Bitmaps;

/// <summary>Takes the channels out of pixels of 16 or 32 bits by their masks, each of whatever width, as levels from 0 to 255.</summary>
internal sealed class BitmapChannels
{
    private readonly (uint Mask, int Shift, byte[] Levels)[] _channels;

    /// <param name="masks">Which bits are red, green, blue and alpha.</param>
    /// <param name="bands">How many of the channels to take.</param>
    public BitmapChannels(uint[] masks, int bands) => _channels = Array.ConvertAll(masks[..bands], mask =>
    {
        // Of wider channels the upper eight bits count.
        var bits = 32 - BitOperations.LeadingZeroCount(mask) - Math.Min(32 - BitOperations.LeadingZeroCount(mask), BitOperations.TrailingZeroCount(mask));
        var (shift, most) = (mask == 0 ? 0 : BitOperations.TrailingZeroCount(mask) + Math.Max(0, bits - 8), (1 << Math.Min(bits, 8)) - 1);
        var levels = new byte[256];
        for (var value = 0; value <= most && most > 0; value++)
            levels[value] = (byte)((value * 255 + most / 2) / most);
        return (mask, shift, levels);
    });

    public void Read(ReadOnlySpan<byte> row, int bits, Span<byte> target)
    {
        for (var at = 0; at < target.Length; row = row[(bits / 8)..])
        {
            var pixel = bits == 16 ? BinaryPrimitives.ReadUInt16LittleEndian(row) : BinaryPrimitives.ReadUInt32LittleEndian(row);
            foreach (var (mask, shift, levels) in _channels)
                target[at++] = levels[(pixel & mask) >> shift & 0xFF];
        }
    }
}
