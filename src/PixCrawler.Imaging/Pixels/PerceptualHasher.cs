namespace PixCrawler.Imaging.Pixels;

/// <summary>Computes perceptual hashes from a picture of 32 x 32 luma averages.</summary>
internal static class PerceptualHasher
{
    private const int Side = GreyGrid.Side;
    private const int HashSide = 8;

    /// <summary>Below this standard deviation, in levels, a picture is noise around one grey: its hashes would tell nothing.</summary>
    private const double LeastDeviation = 2;

    /// <summary>Coefficients are rounded to whole 1/64 levels, so that the last bits of a sum don't decide.</summary>
    private const double Steps = 64;

    private static readonly double[] Cosines = MakeCosines();

    /// <summary>Computes both, or null for a picture that shows next to nothing.</summary>
    /// <param name="cells">Averages of 32 x 32 cells, row by row.</param>
    public static PerceptualHashes? Compute(double[] cells)
    {
        var mean = cells.Average();
        var variance = cells.Sum(cell => (cell - mean) * (cell - mean)) / cells.Length;
        return variance < LeastDeviation * LeastDeviation ? null : new PerceptualHashes(DHash(cells), PHash(cells));
    }

    /// <summary>Averages to 9 x 8 by area; bit set where a pixel is darker than its right neighbour; row by row, the first is the highest bit.</summary>
    private static ulong DHash(double[] cells)
    {
        const int Columns = HashSide + 1, RowsEach = Side / HashSide;
        var hash = 0UL;
        Span<double> row = stackalloc double[Columns];
        for (var y = 0; y < HashSide; y++)
        {
            row.Clear();
            // In units of 1/9 column: cell x covers 9x to 9x + 9, pixel p covers 32p to 32p + 32.
            for (var x = 0; x < Side; x++)
            {
                var column = 0.0;
                for (var inner = 0; inner < RowsEach; inner++)
                    column += cells[(y * RowsEach + inner) * Side + x];
                var (pixel, overlap) = (x * Columns / Side, Math.Min(Columns, Side - x * Columns % Side));
                row[pixel] += column * overlap;
                if (overlap < Columns)
                    row[pixel + 1] += column * (Columns - overlap);
            }

            for (var x = 0; x < HashSide; x++)
                hash = hash << 1 | (Math.Round(row[x]) < Math.Round(row[x + 1]) ? 1UL : 0);
        }

        return hash;
    }

    /// <summary>DCT-II of the 32 x 32; of its 8 x 8 lowest frequencies those above their median; row by row, the first is the highest bit.</summary>
    private static ulong PHash(double[] cells)
    {
        var rows = new double[Side * HashSide];
        for (var y = 0; y < Side; y++)
        {
            for (var u = 0; u < HashSide; u++)
            {
                var sum = 0.0;
                for (var x = 0; x < Side; x++)
                    sum += cells[y * Side + x] * Cosines[u * Side + x];
                rows[y * HashSide + u] = sum;
            }
        }

        var low = new double[HashSide * HashSide];
        for (var v = 0; v < HashSide; v++)
        {
            for (var u = 0; u < HashSide; u++)
            {
                var sum = 0.0;
                for (var y = 0; y < Side; y++)
                    sum += rows[y * HashSide + u] * Cosines[v * Side + y];
                low[v * HashSide + u] = Math.Round(sum * Steps);
            }
        }

        var sorted = low.Order().ToArray();
        var median = (sorted[31] + sorted[32]) / 2;
        return low.Aggregate(0UL, (hash, value) => hash << 1 | (value > median ? 1UL : 0));
    }

    private static double[] MakeCosines()
    {
        var cosines = new double[HashSide * Side];
        for (var u = 0; u < HashSide; u++)
        {
            for (var x = 0; x < Side; x++)
                cosines[u * Side + x] = Math.Cos(Math.PI / Side * (x + 0.5) * u);
        }

        return cosines;
    }
}
