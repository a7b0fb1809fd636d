using System.Globalization;
using PixCrawler.Benchmarks.Crawl;
using PixCrawler.Contracts.Validation;
using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Transforms;
using PixCrawler.Imaging.Validation;

namespace PixCrawler.Benchmarks.Images;

/// <summary>
/// What each level costs, and a resize, beside a plain full decode of the same files by libvips in the same run, round by round in turns. All of it
/// in worker processes, two images at a time, 2,000 images a round; CPU is user and system time of this process and its workers together, their start and end included.
/// </summary>
internal static class ImagesBenchmark
{
    private const int Rounds = 5, Callers = 2, ImagesPerRound = 2_000;
    private const string PlainDecode = "plain libvips full decode";

    private static readonly ImageTransform Resize = new() { Resize = ResizeMode.KeepRatio, SizePixels = 256 };

    private static readonly (string Name, ValidationRequest Request)[] Cases =
    [
        ("fast", new ValidationRequest(ValidationLevel.Fast, InspectionLimits.Default)),
        ("medium", new ValidationRequest(ValidationLevel.Medium, InspectionLimits.Default)),
        ("medium and hashes", new ValidationRequest(ValidationLevel.Medium, InspectionLimits.Default) { Hash = true }),
        ("slow", new ValidationRequest(ValidationLevel.Slow, InspectionLimits.Default)),
        ("medium, hashes and 256-px keep_ratio to JPEG", new ValidationRequest(ValidationLevel.Medium, InspectionLimits.Default) { Hash = true, Transform = Resize }),
    ];

    public static async Task RunAsync(TextWriter output, string folder)
    {
        var images = Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToArray();
        await output.WriteLineAsync($"{images.Length:N0} images, {images.Average(image => image.Length) / 1024:N0} KiB on average");
        var costs = Cases.Select(one => one.Name).Prepend(PlainDecode).ToDictionary(name => name, _ => (Cpu: new List<double>(), Wall: new List<double>()));
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (name, (cpus, walls)) in costs)
            {
                var (cpu, wall) = await MeasureAsync(images, name);
                cpus.Add(cpu * 1000 / ImagesPerRound);
                walls.Add(wall * 1000 / ImagesPerRound);
            }
        }

        await output.WriteLineAsync("| what | CPU s per 1,000, each round | median | to the plain decode | images/s |\n|---|---|---:|---:|---:|");
        foreach (var (name, (cpu, wall)) in costs)
        {
            var rounds = string.Join(", ", cpu.Select(seconds => seconds.ToString("0.00", CultureInfo.InvariantCulture)));
            var ratio = Median(cpu) / Median(costs[PlainDecode].Cpu);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| {name} | {rounds} | {Median(cpu):0.00} | {ratio:0.00} | {1000 / Median(wall):0} |"));
        }
    }

    private static async Task<(double Cpu, double Wall)> MeasureAsync(byte[][] images, string name)
    {
        var cpu = CpuSeconds();
        var clock = TimeProvider.System.GetTimestamp();
        // The end of the workers is part of it: only then the kernel tells what they used.
        if (name == PlainDecode)
            await PlainDecodeAsync(images);
        else
            await ValidateAsync(images, Array.Find(Cases, one => one.Name == name).Request);
        return (CpuSeconds() - cpu, TimeProvider.System.GetElapsedTime(clock).TotalSeconds);
    }

    private static async Task ValidateAsync(byte[][] images, ValidationRequest request)
    {
        if (!ImageDecoders.TryCreate(new DecoderOptions(), TimeProvider.System, out var decoder, out var whyNot))
            throw new InvalidOperationException(whyNot);
        using var validator = new ImageValidator(new ImageValidatorOptions { HighestLevel = ValidationLevel.Slow }, decoder);
        await Parallel.ForEachAsync(Enumerable.Range(0, ImagesPerRound), new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (number, token) =>
            await validator.ValidateAsync(images[number % images.Length], request, token));
    }

    private static async Task PlainDecodeAsync(byte[][] images)
    {
        var vips = new PlainVips();
        await Parallel.ForEachAsync(Enumerable.Range(0, ImagesPerRound), new ParallelOptions { MaxDegreeOfParallelism = Callers }, (number, _) =>
        {
            vips.Decode(images[number % images.Length]);
            return ValueTask.CompletedTask;
        });
    }

    private static double CpuSeconds() => Environment.CpuUsage.TotalTime.TotalSeconds + ChildProcess.ChildrenCpuSeconds();

    private static double Median(List<double> figures) => figures.Order().ElementAt(figures.Count / 2);
}
