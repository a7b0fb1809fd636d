namespace PixCrawler.Imaging.Decoding.Bitmaps;

/// <summary>Runs of equal pixels of 8 or 4 bits (BI_RLE8, BI_RLE4). What they leave out keeps colour 0; what lies outside the bitmap is dropped.</summary>
internal static class BitmapRuns
{
    private const int EndOfRow = 0, EndOfBitmap = 1, Move = 2;

    /// <param name="data">The runs.</param>
    /// <param name="pixels">One byte a pixel, rows as they are stored.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="nibbles">Whether a pixel has 4 bits.</param>
    public static void Read(ReadOnlySpan<byte> data, Span<byte> pixels, int width, bool nibbles)
    {
        var (x, y, height) = (0, 0, pixels.Length / width);
        while (data.Length >= 2 && y < height)
        {
            var (count, code) = (data[0], data[1]);
            data = data[2..];
            var row = pixels.Slice(y * width, width);
            if (count > 0)
            {
                for (var i = 0; i < count && x < width; i++, x++)
                    row[x] = nibbles ? Nibble(code, i) : code;
            }
            else if (code == EndOfRow)
            {
                (x, y) = (0, y + 1);
            }
            else if (code == EndOfBitmap || code == Move && data.Length < 2)
            {
                return;
            }
            else if (code == Move)
            {
                (x, y) = (x + data[0], y + data[1]);
                data = data[2..];
            }
            else
            {
                // So many pixels one by one, up to a whole number of words.
                var bytes = Math.Min(((nibbles ? (code + 1) / 2 : code) + 1) & ~1, data.Length);
                for (var i = 0; i < code && x < width && (nibbles ? i / 2 : i) < bytes; i++, x++)
                    row[x] = nibbles ? Nibble(data[i / 2], i) : data[i];
                data = data[bytes..];
            }
        }
    }

    private static byte Nibble(byte pair, int number) => (byte)(number % 2 == 0 ? pair >> 4 : pair & 15);
}
