using System.Globalization;
using PixCrawler.Contracts.Validation;
using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Validation;

namespace PixCrawler.Benchmarks.Images;

/// <summary>How much damage level Medium finds in the JPEGs of a folder: bits and bytes turned inside the scans, files cut; and what it says of the files as they are and of variants of them.</summary>
internal static class DamageBenchmark
{
    private const int FilesPerKind = 500, Seed = 11;

    private static readonly (string Name, int Count, bool OneBit)[] Kinds =
        [("one bit", 1, true), ("one byte", 1, false), ("four bytes", 4, false), ("ten bytes", 10, false), ("forty bytes", 40, false)];

    public static async Task RunAsync(TextWriter output, string folder)
    {
        if (!ImageDecoders.TryCreate(new DecoderOptions(), TimeProvider.System, out var decoder, out var whyNot))
            throw new InvalidOperationException(whyNot);
        using var validator = new ImageValidator(new ImageValidatorOptions { HighestLevel = ValidationLevel.Medium }, decoder);
        var files = Directory.GetFiles(folder).Order(StringComparer.Ordinal).ToArray();
        var images = files.Select(File.ReadAllBytes).ToArray();
        await CountGoodAsync(output, validator, images, files);
        var jpegs = images.Where(image => ImageInspector.Inspect(image, InspectionLimits.Default).Format == ImageFormat.Jpeg).ToArray();
        await output.WriteLineAsync("| turned | baseline, found | progressive, found |\n|---|---:|---:|");
        foreach (var (name, count, oneBit) in Kinds)
        {
            var found = new List<string>();
            foreach (var progressive in (bool[])[false, true])
            {
                var some = jpegs.Where(jpeg => IsProgressive(jpeg) == progressive).ToArray();
                var random = new Random(Seed);
                var bad = Enumerable.Range(0, FilesPerKind).Select(_ => Turn(some[random.Next(some.Length)], count, oneBit, random)).ToArray();
                found.Add((100.0 * await CountRejectedAsync(validator, bad) / bad.Length).ToString("0.0", CultureInfo.InvariantCulture));
            }

            await output.WriteLineAsync($"| {name} | {found[0]} % | {found[1]} % |");
        }

        var cutter = new Random(Seed);
        var cut = Enumerable.Range(0, FilesPerKind).Select(_ => Cut(images[cutter.Next(images.Length)], cutter)).ToArray();
        var cutsFound = 100.0 * await CountRejectedAsync(validator, cut) / cut.Length;
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"cut anywhere, all formats: {cutsFound:0.0} % found"));
    }

    private static async Task CountGoodAsync(TextWriter output, ImageValidator validator, byte[][] images, string[] files)
    {
        var variants = new Variants();
        var (good, wrong) = (0, 0);
        for (var i = 0; i < images.Length; i++)
        {
            foreach (var name in Variants.Names.Prepend("original"))
            {
                var result = await ValidateAsync(validator, name == "original" ? images[i] : variants.Make(images[i], name));
                good++;
                if (result.Verdict.IsAccepted)
                    continue;
                wrong++;
                await output.WriteLineAsync($"rejected: {Path.GetFileName(files[i])}, {name}: {result.Verdict.Reason} ({result.Verdict.Detail})");
            }
        }

        await output.WriteLineAsync($"good images, variants of them among them: {good:N0}, rejected: {wrong}");
    }

    private static async Task<int> CountRejectedAsync(ImageValidator validator, byte[][] images)
    {
        var rejected = 0;
        await Parallel.ForEachAsync(images, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (image, _) =>
        {
            if (!(await ValidateAsync(validator, image)).Verdict.IsAccepted)
                Interlocked.Increment(ref rejected);
        });
        return rejected;
    }

    private static Task<ImageValidation> ValidateAsync(ImageValidator validator, byte[] image) =>
        validator.ValidateAsync(image, new ValidationRequest(ValidationLevel.Medium, InspectionLimits.Default), CancellationToken.None);

    private static byte[] Cut(byte[] image, Random random) => image[..random.Next(image.Length / 20, image.Length * 99 / 100)];

    private static byte[] Turn(byte[] image, int count, bool oneBit, Random random)
    {
        var bad = image.ToArray();
        var scan = image.AsSpan().IndexOf((byte[])[0xFF, 0xDA]) + 14;
        while (count > 0)
        {
            var at = random.Next(scan, bad.Length - 2);
            var turned = (byte)(image[at] ^ (oneBit ? 1 << random.Next(8) : 0x55));
            // Neither markers nor their stuffing: those are found by the structure.
            if (image[at] == 0xFF || image[at - 1] == 0xFF || turned == 0xFF || bad[at] != image[at])
                continue;
            bad[at] = turned;
            count--;
        }

        return bad;
    }

    private static bool IsProgressive(byte[] jpeg)
    {
        for (var at = 2; at + 4 < jpeg.Length && jpeg[at + 1] != 0xDA; at += 2 + (jpeg[at + 2] << 8 | jpeg[at + 3]))
        {
            if (jpeg[at + 1] == 0xC2)
                return true;
        }

        return false;
    }
}
