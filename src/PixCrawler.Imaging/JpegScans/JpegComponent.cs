namespace PixCrawler.Imaging.JpegScans;

/// <summary>One colour component of a JPEG, and what its scans have said of its blocks so far.</summary>
internal sealed class JpegComponent(int id, int horizontal, int vertical, int quantization)
{
    /// <summary>How many low bits of each coefficient its scans have left open so far; -1 before the first.</summary>
    private readonly sbyte[] _open = [.. Enumerable.Repeat((sbyte)-1, 64)];

    public int Id { get; } = id;

    /// <summary>Blocks of one unit, across.</summary>
    public int Horizontal { get; } = horizontal;

    /// <summary>Blocks of one unit, down.</summary>
    public int Vertical { get; } = vertical;

    public int Quantization { get; } = quantization;

    /// <summary>Blocks across that hold pixels; a scan of several components has more, up to whole units.</summary>
    public int Columns { get; private set; }

    /// <summary>Blocks down that hold pixels.</summary>
    public int Rows { get; private set; }

    /// <summary>Blocks from one row to the next.</summary>
    public int Stride { get; private set; }

    /// <summary>Each block's mean times eight, dequantized.</summary>
    public int[] Means { get; private set; } = [];

    /// <summary>Each block's lower bound of the sum of its squared coefficients, the mean's left out.</summary>
    public float[] Energy { get; private set; } = [];

    /// <summary>Which of a block's coefficients are known not to be zero; progressive images only.</summary>
    public ulong[] NonZero { get; private set; } = [];

    /// <summary>The mean that the next block is coded as a difference from.</summary>
    public int Predictor { get; set; }

    /// <summary>Whether every bit of the means is known.</summary>
    public bool HasMeans => _open[0] == 0;

    public HuffmanTable? DcTable { get; set; }

    public HuffmanTable? AcTable { get; set; }

    public void Allocate(int columns, int rows, int unitsAcross, int unitsDown, bool progressive)
    {
        (Columns, Rows, Stride) = (columns, rows, unitsAcross * Horizontal);
        var blocks = Stride * unitsDown * Vertical;
        Means = new int[blocks];
        Energy = new float[blocks];
        NonZero = progressive ? new ulong[blocks] : [];
    }

    /// <summary>Notes what a scan is to bring (ITU-T T.81, G.1.1.1).</summary>
    /// <returns>Whether it follows the scans before it.</returns>
    public bool Follow(JpegScan scan)
    {
        if (scan.First > 0 && _open[0] < 0)
            return false;
        for (var k = scan.First; k <= scan.Last; k++)
        {
            if (scan.High != Math.Max(0, (int)_open[k]))
                return false;
            _open[k] = (sbyte)scan.Low;
        }

        return true;
    }
}
