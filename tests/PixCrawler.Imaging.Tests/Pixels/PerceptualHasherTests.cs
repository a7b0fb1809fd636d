using System.Numerics;
using PixCrawler.Imaging.Pixels;

namespace PixCrawler.Imaging.Tests.Pixels;

public sealed class PerceptualHasherTests
{
    [Fact]
    public void Compute_WhenBrighterToTheRight_SetsEveryDifference() =>
        PerceptualHasher.Compute(Cells((x, _) => 8 * x))!.Value.DHash.ShouldBe(ulong.MaxValue);

    [Fact]
    public void Compute_WhenDarkerToTheRight_SetsNone() =>
        PerceptualHasher.Compute(Cells((x, _) => 250 - 7 * x))!.Value.DHash.ShouldBe(0UL);

    [Fact]
    public void Compute_PutsTheFirstRowIntoTheHighestBits() =>
        PerceptualHasher.Compute(Cells((x, y) => y < 4 ? 8 * x : 250 - 8 * x))!.Value.DHash.ShouldBe(0xFF00_0000_0000_0000UL);

    /// <summary>One cosine across: its own coefficient and the mean are above the median of zeros, all others are not.</summary>
    [Fact]
    public void Compute_WhenThePictureIsOneCosine_SetsItsBitAndTheMeans() =>
        PerceptualHasher.Compute(Cells((x, _) => 128 + 100 * Math.Cos(Math.PI / 32 * (x + 0.5) * 3)))!.Value.PHash.ShouldBe(1UL << 63 | 1UL << 60);

    [Fact]
    public void Compute_WhenNearlyFlat_IsNull() => PerceptualHasher.Compute(Cells((x, _) => 100 + x % 2)).ShouldBeNull();

    [Fact]
    public void Compute_WhenBrighterOrOfLessContrast_DiffersInFewBits()
    {
        var random = new Random(6);
        var points = Enumerable.Range(0, 12).Select(_ => (X: random.Next(32), Y: random.Next(32), Height: random.Next(-80, 80))).ToArray();
        double Picture(int x, int y) => 128 + points.Sum(p => p.Height * Math.Exp(-(Math.Pow(x - p.X, 2) + Math.Pow(y - p.Y, 2)) / 40));
        var first = PerceptualHasher.Compute(Cells(Picture))!.Value;
        var second = PerceptualHasher.Compute(Cells((x, y) => 20 + 0.8 * Picture(x, y)))!.Value;
        BitOperations.PopCount(first.DHash ^ second.DHash).ShouldBeLessThanOrEqualTo(1);
        BitOperations.PopCount(first.PHash ^ second.PHash).ShouldBeLessThanOrEqualTo(1);
        BitOperations.PopCount(first.PHash).ShouldBeInRange(31, 32);
    }

    private static double[] Cells(Func<int, int, double> picture) =>
        [.. Enumerable.Range(0, 32 * 32).Select(cell => picture(cell % 32, cell / 32))];
}
