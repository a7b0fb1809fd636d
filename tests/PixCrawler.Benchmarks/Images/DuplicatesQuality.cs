using System.Globalization;
using System.Numerics;
using PixCrawler.Contracts.Validation;
using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Pixels;
using PixCrawler.Imaging.Validation;

namespace PixCrawler.Benchmarks.Images;

/// <summary>
/// How well perceptual hashes find an image's variants, and how often they take different images for one: recall by kind of variant, precision over
/// all pairs of originals and variants, at several thresholds. Hashes come from the product's own path, at level Medium.
/// </summary>
internal static class DuplicatesQuality
{
    private static readonly (int DHash, int PHash)[] Thresholds = [(3, 6), (5, 8), (6, 10), (7, 10), (7, 12), (7, 14), (7, 64), (10, 12), (12, 64), (64, 6), (64, 10)];

    public static async Task RunAsync(TextWriter output, string folder)
    {
        if (!ImageDecoders.TryCreate(new DecoderOptions { Mode = DecodingMode.InProcess }, TimeProvider.System, out var decoder, out var whyNot))
            throw new InvalidOperationException(whyNot);
        using var validator = new ImageValidator(new ImageValidatorOptions { HighestLevel = ValidationLevel.Medium }, decoder);
        var variants = new Variants();
        var hashes = new List<(int Image, string Variant, PerceptualHashes Hashes)>();
        var files = Directory.GetFiles(folder).Order(StringComparer.Ordinal).ToArray();
        for (var image = 0; image < files.Length; image++)
        {
            var original = await File.ReadAllBytesAsync(files[image]);
            await AddAsync(image, "original", original);
            foreach (var name in Variants.Names)
                await AddAsync(image, name, variants.Make(original, name));
        }

        await output.WriteLineAsync($"{files.Length} images, {hashes.Count} hashes");
        await WriteTwinsAsync(output, hashes, files);
        await WriteTableAsync(output, hashes);

        async Task AddAsync(int image, string name, byte[] bytes)
        {
            var request = new ValidationRequest(ValidationLevel.Medium, InspectionLimits.Default) { Hash = true };
            var result = await validator.ValidateAsync(bytes, request, CancellationToken.None);
            if (result.Hashes is { } found)
                hashes.Add((image, name, found));
            else
                await output.WriteLineAsync($"no hashes: {Path.GetFileName(files[image])}, {name}: {result.Verdict.Reason ?? "next to nothing to see"} {result.Verdict.Detail}");
        }
    }

    /// <summary>The closest pairs of different originals, for people to look at: they may be the same picture after all.</summary>
    private static async Task WriteTwinsAsync(TextWriter output, List<(int Image, string Variant, PerceptualHashes Hashes)> hashes, string[] files)
    {
        var originals = hashes.Where(one => one.Variant == "original").ToArray();
        var pairs = originals.SelectMany(a => originals.Where(b => b.Image > a.Image).Select(b => (a, b, D: Bits(a.Hashes.DHash, b.Hashes.DHash), P: Bits(a.Hashes.PHash, b.Hashes.PHash))));
        foreach (var (a, b, d, p) in pairs.Where(pair => pair.D <= 12 && pair.P <= 16).OrderBy(pair => pair.D + pair.P).Take(20))
            await output.WriteLineAsync($"close: {Path.GetFileName(files[a.Image])} and {Path.GetFileName(files[b.Image])}: dHash {d}, pHash {p}");
    }

    private static async Task WriteTableAsync(TextWriter output, List<(int Image, string Variant, PerceptualHashes Hashes)> hashes)
    {
        await output.WriteLineAsync($"| dHash <=, pHash <= | {string.Join(" | ", Variants.Names)} | recall but for mirrored | false pairs | pairs of different images | precision |");
        await output.WriteLineAsync($"|---|{string.Concat(Variants.Names.Select(_ => "---:|"))}---:|---:|---:|---:|");
        var originals = hashes.Where(one => one.Variant == "original").ToDictionary(one => one.Image, one => one.Hashes);
        foreach (var (dHash, pHash) in Thresholds)
        {
            bool IsNear(PerceptualHashes a, PerceptualHashes b) => Bits(a.DHash, b.DHash) <= dHash && Bits(a.PHash, b.PHash) <= pHash;
            var found = Variants.Names.Select(name => hashes.Count(one => one.Variant == name && originals.TryGetValue(one.Image, out var original) && IsNear(one.Hashes, original))).ToArray();
            var (wrong, right, different) = (0, found[..^1].Sum(), 0L);
            foreach (var (image, _, hash) in hashes)
            {
                foreach (var (other, original) in originals)
                {
                    if (other == image)
                        continue;
                    different++;
                    wrong += IsNear(hash, original) ? 1 : 0;
                }
            }

            var recalls = found.Select(count => $"{100.0 * count / originals.Count:0.0}");
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"| {dHash}, {pHash} | {string.Join(" | ", recalls)} | {100.0 * right / originals.Count / (Variants.Names.Length - 1):0.0} | {wrong} | {different:N0} | {100.0 * right / (right + wrong):0.00} |"));
        }
    }

    private static int Bits(ulong a, ulong b) => BitOperations.PopCount(a ^ b);
}
