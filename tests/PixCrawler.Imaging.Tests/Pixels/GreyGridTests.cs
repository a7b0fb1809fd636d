using PixCrawler.Imaging.Pixels;

namespace PixCrawler.Imaging.Tests.Pixels;

public sealed class GreyGridTests
{
    [Theory]
    [InlineData(64, 64)]
    [InlineData(32, 32)]
    [InlineData(100, 37)]
    [InlineData(5, 3)]
    [InlineData(1, 200)]
    public void Cells_AreTheAveragesByArea(int width, int height)
    {
        var pixels = Noise(width * height);
        var cells = Cells(pixels, width, height, orientation: 1);
        for (var row = 0; row < GreyGrid.Side; row++)
        {
            for (var column = 0; column < GreyGrid.Side; column++)
                cells[row * GreyGrid.Side + column].ShouldBe(Average(pixels, width, height, row, column), 1e-9);
        }
    }

    /// <summary>Of a picture whose blocks of eight are of one level each, the shrunk picture gives the same cells, also where the last blocks are narrow.</summary>
    [Fact]
    public void Cells_OfAShrunkPicture_AreThoseOfThePicture()
    {
        const int Width = 267, Height = 301, Shrink = 8, Columns = 34, Rows = 38;
        var small = Noise(Columns * Rows);
        var full = new byte[Width * Height];
        for (var at = 0; at < full.Length; at++)
            full[at] = small[at / Width / Shrink * Columns + at % Width / Shrink];
        var grid = new GreyGrid(Width, Height, Shrink);
        for (var row = 0; row < Rows; row++)
            grid.Add(small.AsSpan(row * Columns, Columns));
        grid.ToCells(1).ShouldBe(Cells(full, Width, Height, 1));
    }

    /// <summary>The stored picture of each orientation is made from the upright one by the definition of the EXIF tag.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Cells_AreThoseOfTheTurnedPicture(int orientation)
    {
        const int Width = 40, Height = 48;
        var upright = Noise(Width * Height);
        var swapped = orientation >= 5;
        var (storedWidth, storedHeight) = swapped ? (Height, Width) : (Width, Height);
        var stored = new byte[upright.Length];
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                // Where row 0 and column 0 of the stored picture are in the upright one: top or bottom, left or right.
                var (row, column) = orientation switch
                {
                    2 => (y, Width - 1 - x),
                    3 => (Height - 1 - y, Width - 1 - x),
                    4 => (Height - 1 - y, x),
                    5 => (x, y),
                    6 => (Width - 1 - x, y),
                    7 => (Width - 1 - x, Height - 1 - y),
                    8 => (x, Height - 1 - y),
                    _ => (y, x),
                };
                stored[row * storedWidth + column] = upright[y * Width + x];
            }
        }

        Cells(stored, storedWidth, storedHeight, orientation).ShouldBe(Cells(upright, Width, Height, 1));
    }

    private static byte[] Noise(int count)
    {
        var bytes = new byte[count];
        new Random(5).NextBytes(bytes);
        return bytes;
    }

    private static double[] Cells(byte[] pixels, int width, int height, int orientation)
    {
        var grid = new GreyGrid(width, height);
        for (var y = 0; y < height; y++)
            grid.Add(pixels.AsSpan(y * width, width));
        return grid.ToCells(orientation);
    }

    private static double Average(byte[] pixels, int width, int height, int row, int column)
    {
        double top = row * height / 32.0, bottom = (row + 1) * height / 32.0, left = column * width / 32.0, right = (column + 1) * width / 32.0;
        var sum = 0.0;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                sum += pixels[y * width + x] * Overlap(y, top, bottom) * Overlap(x, left, right);
        }

        return sum / ((bottom - top) * (right - left));
    }

    private static double Overlap(int pixel, double from, double to) => Math.Max(0, Math.Min(pixel + 1, to) - Math.Max(pixel, from));
}
