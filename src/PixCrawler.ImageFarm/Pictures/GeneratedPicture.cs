namespace PixCrawler.ImageFarm.Pictures;

/// <summary>
/// A deterministic abstract picture: a soft field of colour with a few discs and bars on it. The field's control points differ from
/// seed to seed, so the pictures are far from each other for a perceptual hash too, and not only byte by byte.
/// </summary>
internal sealed class GeneratedPicture
{
    private const int Columns = 7;
    private const int Rows = 6;
    private const int Shapes = 5;

    private readonly double[] _field = new double[Columns * Rows];
    private readonly double[] _from;
    private readonly double[] _to;
    private readonly Shape[] _shapes = new Shape[Shapes];

    private GeneratedPicture(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < _field.Length; i++) _field[i] = random.NextDouble();
        _from = Colour(random, low: 0, high: 140);
        _to = Colour(random, low: 110, high: 255);
        for (int i = 0; i < Shapes; i++)
        {
            _shapes[i] = new Shape(random.NextDouble(), random.NextDouble(), 0.04 + random.NextDouble() * 0.14,
                random.Next(2) == 0, Colour(random, low: 0, high: 255));
        }
    }

    /// <summary>Draws the picture of a seed: RGB, eight bits each, rows from the top.</summary>
    public static byte[] Draw(int seed, int width, int height)
    {
        var picture = new GeneratedPicture(seed);
        var rgb = new byte[checked(width * height * 3)];
        for (int y = 0, at = 0; y < height; y++)
            for (int x = 0; x < width; x++, at += 3)
                picture.Paint(rgb.AsSpan(at, 3), (x + 0.5) / width, (y + 0.5) / height);
        return rgb;
    }

    private static double[] Colour(Random random, int low, int high) =>
        [random.Next(low, high), random.Next(low, high), random.Next(low, high)];

    private void Paint(Span<byte> pixel, double x, double y)
    {
        double t = FieldAt(x, y);
        foreach (var shape in _shapes)
        {
            if (!shape.Contains(x, y)) continue;
            for (int c = 0; c < 3; c++) pixel[c] = (byte)(shape.Colour[c] * (0.75 + 0.25 * t));
            return;
        }
        for (int c = 0; c < 3; c++) pixel[c] = (byte)(_from[c] + (_to[c] - _from[c]) * t);
    }

    private double FieldAt(double x, double y)
    {
        double gridX = x * (Columns - 1), gridY = y * (Rows - 1);
        int left = (int)gridX, top = (int)gridY;
        double dx = Ease(gridX - left), dy = Ease(gridY - top);
        double upper = Blend(_field[top * Columns + left], _field[top * Columns + left + 1], dx);
        double lower = Blend(_field[(top + 1) * Columns + left], _field[(top + 1) * Columns + left + 1], dx);
        return Blend(upper, lower, dy);
    }

    private static double Ease(double t) => t * t * (3 - 2 * t);

    private static double Blend(double a, double b, double t) => a + (b - a) * t;

    private sealed record Shape(double X, double Y, double Size, bool Round, double[] Colour)
    {
        public bool Contains(double x, double y) => Round
            ? (x - X) * (x - X) + (y - Y) * (y - Y) < Size * Size
            : Math.Abs(x - X) < Size * 1.4 && Math.Abs(y - Y) < Size * 0.4;
    }
}
