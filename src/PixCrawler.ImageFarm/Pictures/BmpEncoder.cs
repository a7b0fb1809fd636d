using System.Buffers.Binary;

namespace PixCrawler.ImageFarm.Pictures;

/// <summary>Writes Windows bitmaps: BITMAPINFOHEADER, 24 bits a pixel, rows from the bottom.</summary>
internal static class BmpEncoder
{
    private const int HeaderBytes = 54;
    private const int GreyRow = 2048;
    private const int SmallestGrey = HeaderBytes + GreyRow * 3;

    public static byte[] Encode(byte[] rgb, int width, int height)
    {
        int stride = Stride(width);
        var file = Header(width, height, gap: 0);
        for (int y = 0; y < height; y++)
        {
            int from = y * width * 3, to = HeaderBytes + (height - 1 - y) * stride;
            for (int x = 0; x < width * 3; x += 3)
            {
                file[to + x] = rgb[from + x + 2];
                file[to + x + 1] = rgb[from + x + 1];
                file[to + x + 2] = rgb[from + x];
            }
        }
        return file;
    }

    /// <summary>
    /// A valid bitmap of exactly so many bytes: a grey ramp 2,048 pixels wide. What does not fill a row is the gap that the format
    /// allows between header and pixels. Null below the smallest such file.
    /// </summary>
    public static byte[]? EncodeOfSize(int bytes)
    {
        if (bytes < SmallestGrey) return null;
        int height = (bytes - HeaderBytes) / Stride(GreyRow);
        int gap = bytes - HeaderBytes - height * Stride(GreyRow);
        var file = Header(GreyRow, height, gap);
        for (int y = 0; y < height; y++)
            file.AsSpan(HeaderBytes + gap + y * Stride(GreyRow), Stride(GreyRow)).Fill((byte)(255L * y / height));
        return file;
    }

    private static int Stride(int width) => (width * 3 + 3) / 4 * 4;

    private static byte[] Header(int width, int height, int gap)
    {
        var file = new byte[checked(HeaderBytes + gap + Stride(width) * height)];
        file[0] = (byte)'B';
        file[1] = (byte)'M';
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), HeaderBytes + gap);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), height);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(26), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(28), 24);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(34), Stride(width) * height);
        return file;
    }
}
