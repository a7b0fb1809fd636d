using System.Globalization;
using PixCrawler.Benchmarks.Crawl;
using PixCrawler.Contracts.Validation;
using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Validation;

namespace PixCrawler.Benchmarks.Decode;

/// <summary>
/// What validation with a decoder costs in this process and in worker processes (inspecting and hashing included), and a stress of
/// the workers with good, cut and damaged files. CPU is user and system time of this process and its workers together.
/// </summary>
internal static class DecodeBenchmark
{
    private const int Rounds = 5, ImagesPerRound = 2_000, Callers = 2, Seed = 7;
    private static readonly DecodingMode[] Modes = [DecodingMode.InProcess, DecodingMode.OutOfProcess];

    public static async Task RunAsync(TextWriter output, string? folder, int operations)
    {
        var work = Directory.CreateTempSubdirectory("pixcrawl-bench").FullName;
        try
        {
            var images = Directory.GetFiles(folder ?? await CrawlBenchmark.ExtractPicturesAsync(work)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToArray();
            await output.WriteLineAsync($"{images.Length:N0} images, {images.Average(image => image.Length) / 1024:N0} KiB on average");
            await StartAsync(output);
            await output.WriteLineAsync("| level | where | CPU s per 1,000, each round | median | wall s per 1,000 |\n|---|---|---|---:|---:|");
            foreach (var level in new[] { ValidationLevel.Medium, ValidationLevel.Slow })
                await CompareAsync(output, images, level);
            await StressAsync(output, images, operations);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static async Task StartAsync(TextWriter output)
    {
        var milliseconds = new List<double>();
        for (var round = 0; round < 10; round++)
        {
            var clock = TimeProvider.System.GetTimestamp();
            Decoder(DecodingMode.OutOfProcess).Dispose();
            milliseconds.Add(TimeProvider.System.GetElapsedTime(clock).TotalMilliseconds);
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"start and end of a worker: median {Median(milliseconds):0} ms, best {milliseconds.Min():0} ms"));
    }

    private static async Task CompareAsync(TextWriter output, byte[][] images, ValidationLevel level)
    {
        var costs = Modes.ToDictionary(mode => mode, _ => (Cpu: new List<double>(), Wall: new List<double>()));
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var mode in Modes)
            {
                var (cpu, wall) = await MeasureAsync(images, mode, level);
                costs[mode].Cpu.Add(cpu * 1000 / ImagesPerRound);
                costs[mode].Wall.Add(wall * 1000 / ImagesPerRound);
            }
        }

        foreach (var (mode, (cpu, wall)) in costs)
        {
            var rounds = string.Join(", ", cpu.Select(seconds => seconds.ToString("0.00", CultureInfo.InvariantCulture)));
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| {level} | {mode} | {rounds} | {Median(cpu):0.00} | {Median(wall):0.00} |"));
        }

        var ratio = Median(costs[DecodingMode.OutOfProcess].Cpu) / Median(costs[DecodingMode.InProcess].Cpu);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| {level} | **ratio** | | **{ratio:0.000}** | |"));
    }

    private static async Task<(double Cpu, double Wall)> MeasureAsync(byte[][] images, DecodingMode mode, ValidationLevel level)
    {
        var cpu = CpuSeconds();
        var clock = TimeProvider.System.GetTimestamp();
        // The end of the workers is part of it: only then the kernel tells what they used.
        using (var validator = new ImageValidator(new ImageValidatorOptions { HighestLevel = level }, Decoder(mode)))
        {
            var request = new ValidationRequest(level, InspectionLimits.Default);
            await Parallel.ForEachAsync(Enumerable.Range(0, ImagesPerRound), new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (number, token) =>
                await validator.ValidateAsync(images[number % images.Length], request, token));
        }

        return (CpuSeconds() - cpu, TimeProvider.System.GetElapsedTime(clock).TotalSeconds);
    }

    private static async Task StressAsync(TextWriter output, byte[][] images, int operations)
    {
        using var validator = new ImageValidator(new ImageValidatorOptions { HighestLevel = ValidationLevel.Slow }, Decoder(DecodingMode.OutOfProcess));
        var reasons = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var clock = TimeProvider.System.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, operations), new ParallelOptions { MaxDegreeOfParallelism = Callers * 2 }, async (number, token) =>
        {
            var random = new Random(Seed + number);
            var level = random.Next(2) == 0 ? ValidationLevel.Medium : ValidationLevel.Slow;
            var result = await validator.ValidateAsync(Spoil(images[random.Next(images.Length)], random), new ValidationRequest(level, InspectionLimits.Default), token);
            lock (reasons)
                Count(reasons, result.Verdict.Reason ?? "accepted");
        });
        var counts = string.Join(", ", reasons.Select(reason => $"{reason.Key} {reason.Value}"));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"stress: {operations:N0} operations in {TimeProvider.System.GetElapsedTime(clock).TotalSeconds:0} s: {counts}"));
    }

    private static void Count(SortedDictionary<string, int> reasons, string reason) =>
        reasons[reason] = (reasons.TryGetValue(reason, out var count) ? count : 0) + 1;

    private static byte[] Spoil(byte[] bytes, Random random)
    {
        switch (random.Next(3))
        {
            case 0:
                return bytes;
            case 1:
                return bytes[..random.Next(bytes.Length)];
            default:
                var damaged = bytes.ToArray();
                for (var i = 0; i < 3; i++)
                    damaged[random.Next(damaged.Length / 2, damaged.Length)] ^= (byte)random.Next(1, 256);
                return damaged;
        }
    }

    private static IImageDecoder Decoder(DecodingMode mode) =>
        ImageDecoders.TryCreate(new DecoderOptions { Mode = mode, Threads = Callers }, TimeProvider.System, out var decoder, out var whyNot)
            ? decoder
            : throw new InvalidOperationException(whyNot);

    private static double CpuSeconds() => Environment.CpuUsage.TotalTime.TotalSeconds + ChildProcess.ChildrenCpuSeconds();

    private static double Median(List<double> figures) => figures.Order().ElementAt(figures.Count / 2);
}
