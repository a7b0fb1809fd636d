using System.Buffers.Binary;
using System.IO.Compression;

namespace PixCrawler.Imaging.Tests.Transforms;

/// <summary>Reads the PNGs that libvips writes, 8 bits a sample and not interlaced, so that tests see pixels without the code they test.</summary>
internal sealed class PngPixels
{
    private readonly byte[] _rows;
    private readonly int _bands;

    private PngPixels(int width, int height, int bands, byte[] rows) => (Width, Height, _bands, _rows) = (width, height, bands, rows);

    public int Width { get; }

    public int Height { get; }

    public byte[] this[int x, int y] => _rows.AsSpan((y * Width + x) * _bands, _bands).ToArray();

    public static PngPixels Read(ReadOnlyMemory<byte> file)
    {
        var bytes = file.ToArray();
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20)));
        bytes[24].ShouldBe((byte)8);
        var bands = bytes[25] switch { 0 => 1, 2 => 3, 4 => 2, _ => 4 };
        using var data = new MemoryStream();
        for (var at = 8; at < bytes.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
            if (bytes.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8))
                data.Write(bytes, at + 8, length);
            at += 12 + length;
        }

        data.Position = 0;
        using var inflater = new ZLibStream(data, CompressionMode.Decompress);
        var rows = new byte[width * height * bands];
        for (var y = 0; y < height; y++)
        {
            var filter = inflater.ReadByte();
            inflater.ReadExactly(rows, y * width * bands, width * bands);
            Unfilter(rows, y, width * bands, bands, filter);
        }

        return new PngPixels(width, height, bands, rows);
    }

    private static void Unfilter(byte[] rows, int row, int stride, int bands, int filter)
    {
        for (var i = 0; i < stride; i++)
        {
            var at = row * stride + i;
            var left = i >= bands ? rows[at - bands] : 0;
            var above = row > 0 ? rows[at - stride] : 0;
            var corner = i >= bands && row > 0 ? rows[at - stride - bands] : 0;
            rows[at] += (byte)(filter switch { 1 => left, 2 => above, 3 => (left + above) / 2, 4 => Paeth(left, above, corner), _ => 0 });
        }
    }

    private static int Paeth(int left, int above, int corner)
    {
        var estimate = left + above - corner;
        var (a, b, c) = (Math.Abs(estimate - left), Math.Abs(estimate - above), Math.Abs(estimate - corner));
        return a <= b && a <= c ? left : b <= c ? above : corner;
    }
}
