using System.Globalization;

namespace PixCrawler.Imaging.JpegScans;

/// <summary>
/// Finds the seam that damage leaves behind. Each block's mean is coded as a difference from the one before, so one wrong difference shifts
/// all blocks after it: a step of one size runs along the row of units to the right of where it happened, and along the next row to the left.
/// Edges of pictures do not turn such a corner: none of several thousand good images came near the thresholds.
/// </summary>
internal static class MeanDrift
{
    private const int FewestBoundaries = 4, FewestColumns = 16, ShortestSide = 6;

    /// <summary>The step, against the median of all steps between blocks of this picture.</summary>
    private const float LeastStep = 6;

    /// <summary>Slow gradients are quantized to stairs of one step, which do turn corners.</summary>
    private const float LeastQuantizationSteps = 3;

    /// <summary>The share of blocks on either side of the corner whose step is like the seam's.</summary>
    private const double LeastAgreement = 0.75;

    /// <summary>How alike the steps of both sides must be, and how small those where the seam does not run, as shares of the seam's.</summary>
    private const float LeastLikeness = 0.85f, LargestOther = 0.25f;

    /// <summary>Looks for a seam in each component.</summary>
    /// <returns>Where there is one, for people, or null.</returns>
    public static string? Find(JpegFrame frame)
    {
        // Restart markers end the shift before it has crossed the picture.
        if (frame.RestartInterval > 0)
            return null;
        var single = frame.Components.Length == 1;
        foreach (var component in frame.Components)
        {
            var step = frame.Quantization[component.Quantization]?[0] ?? 1;
            if (Find(component, single ? 1 : component.Vertical, single ? 1 : component.Horizontal, step) is { } seam)
                return seam;
        }

        return null;
    }

    private static string? Find(JpegComponent component, int unitRows, int unitColumns, int quantizationStep)
    {
        // Slopes are taken from rows that a seam through the next unit row does not touch.
        var skipped = unitRows > 1 ? 0 : 1;
        var firstRow = Math.Max(2 + skipped, unitRows);
        var boundaries = (component.Rows - 2 - skipped - firstRow) / unitRows + 1;
        if (boundaries < FewestBoundaries || component.Columns < FewestColumns)
            return null;
        var steps = new float[boundaries][];
        for (var i = 0; i < boundaries; i++)
            steps[i] = Steps(component, firstRow + i * unitRows, skipped);
        var usual = Math.Max(UsualStep(steps), quantizationStep / 4f);
        var (boundary, corner) = FindCorner(steps, unitColumns, cap: 40 * usual);
        if (Math.Min(corner, component.Columns - corner) < ShortestSide)
            return null;
        var (left, right) = (Median(steps[boundary + 1].AsSpan(0, corner)), Median(steps[boundary].AsSpan(corner)));
        var (otherLeft, otherRight) = (Median(steps[boundary].AsSpan(0, corner)), Median(steps[boundary + 1].AsSpan(corner)));
        var seam = (left + right) / 2;
        var isSeam = Math.Abs(seam) >= Math.Max(LeastStep * usual, LeastQuantizationSteps * quantizationStep)
            && Math.Min(left / right, right / left) >= LeastLikeness
            && Math.Max(Math.Abs(otherLeft), Math.Abs(otherRight)) <= LargestOther * Math.Abs(seam)
            && Agreement(steps[boundary + 1].AsSpan(0, corner), seam) >= LeastAgreement
            && Agreement(steps[boundary].AsSpan(corner), seam) >= LeastAgreement;
        return isSeam
            ? string.Create(CultureInfo.InvariantCulture, $"the means of component {component.Id} shift by {seam / 8:0.#} levels from block {corner} of block row {firstRow + boundary * unitRows} on")
            : null;
    }

    /// <summary>The median size of steps, of a sample of a thousand or two.</summary>
    private static float UsualStep(float[][] steps)
    {
        const int Sample = 1024;
        var columns = steps[0].Length;
        var stride = Math.Max(1, steps.Length * columns / Sample);
        var sizes = new float[(steps.Length * columns + stride - 1) / stride];
        for (var i = 0; i < sizes.Length; i++)
            sizes[i] = Math.Abs(steps[i * stride / columns][i * stride % columns]);
        return Median(sizes);
    }

    /// <summary>Where a seam would turn its corner: the place with the largest sum of steps along both its sides, none counted above a cap.</summary>
    private static (int Boundary, int Corner) FindCorner(float[][] steps, int unitColumns, float cap)
    {
        var (largest, best) = (0f, (0, 0));
        var lower = Capped(steps[0], cap);
        for (var i = 0; i + 1 < steps.Length; i++)
        {
            var upper = lower;
            lower = Capped(steps[i + 1], cap);
            var sum = upper.Sum();
            for (var column = 1; column < upper.Length; column++)
            {
                sum += lower[column - 1] - upper[column - 1];
                if (Math.Abs(sum) > largest && column % unitColumns == 0)
                    (largest, best) = (Math.Abs(sum), (i, column));
            }
        }

        return best;
    }

    private static float[] Capped(float[] steps, float cap)
    {
        var capped = new float[steps.Length];
        for (var i = 0; i < steps.Length; i++)
            capped[i] = MathF.Min(MathF.Max(steps[i], -cap), cap);
        return capped;
    }

    /// <summary>How far the means above and below a row's upper edge, each going on as they went, miss each other; in eighths of a level.</summary>
    private static float[] Steps(JpegComponent component, int row, int skipped)
    {
        var (means, stride, at) = (component.Means, component.Stride, row * component.Stride);
        var steps = new float[component.Columns];
        for (var column = 0; column < steps.Length; column++, at++)
        {
            var (above, below) = (at - (1 + skipped) * stride, at + skipped * stride);
            steps[column] = means[at] - means[at - stride] - (means[above] - means[above - stride] + means[below + stride] - means[below]) / 2f;
        }

        return steps;
    }

    private static float Median(ReadOnlySpan<float> values)
    {
        var copy = values.ToArray();
        var (wanted, first, last) = (copy.Length / 2, 0, copy.Length - 1);
        // Hoare's selection: only the part that holds the median is put in order.
        while (first < last)
        {
            var (pivot, left, right) = (copy[(first + last) / 2], first, last);
            while (left <= right)
            {
                while (copy[left] < pivot)
                    left++;
                while (copy[right] > pivot)
                    right--;
                if (left > right)
                    break;
                (copy[left], copy[right]) = (copy[right], copy[left]);
                (left, right) = (left + 1, right - 1);
            }

            (first, last) = wanted <= right ? (first, right) : wanted >= left ? (left, last) : (wanted, wanted);
        }

        return copy[wanted];
    }

    private static double Agreement(ReadOnlySpan<float> steps, float seam)
    {
        var agreeing = 0;
        foreach (var step in steps)
        {
            if (step / seam is > 0.5f and < 1.5f)
                agreeing++;
        }

        return agreeing / (double)steps.Length;
    }
}
