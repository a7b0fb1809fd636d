namespace PixCrawler.Imaging.Tests;

/// <summary>The committed sample files.</summary>
internal static class Sample
{
    /// <summary>Every valid sample and what it is: file name, width, height, frames.</summary>
    public static readonly TheoryData<string, int, int, int> Valid = new()
    {
        { "baseline.jpg", 48, 32, 1 },
        { "progressive.jpg", 48, 32, 1 },
        { "plain.png", 48, 32, 1 },
        { "interlaced.png", 48, 32, 1 },
        { "palette.png", 48, 32, 1 },
        { "still.gif", 48, 32, 1 },
        { "animated.gif", 48, 32, 2 },
        { "lossy.webp", 48, 32, 1 },
        { "lossless.webp", 48, 32, 1 },
        { "animated.webp", 48, 32, 2 },
        { "deflate.tif", 48, 32, 1 },
        { "jpeg.tif", 48, 32, 1 },
        { "big.tif", 48, 32, 1 },
        { "pages.tif", 48, 32, 2 },
        { "small.avif", 48, 32, 1 },
        { "small.heic", 48, 32, 1 },
    };

    public static IEnumerable<string> ValidNames => Valid.Select(row => (string)row[0]);

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Samples", name));

    public static byte[] ReadHostile(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Hostile", name));

    public static IEnumerable<string> HostileNames =>
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Hostile")).Select(Path.GetFileName).Where(name => name != "README.md")!;
}
