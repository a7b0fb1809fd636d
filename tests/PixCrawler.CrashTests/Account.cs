using System.Security.Cryptography;
using System.Text.Json;

namespace PixCrawler.CrashTests;

/// <summary>One line of a manifest, as far as the tests judge it.</summary>
internal sealed record Line(string Slot, string Url, string Status, string? Reason, string? Sha256, string? File);

/// <summary>What a finished dataset says of its URLs. Reads the documented files, with none of the product's code.</summary>
internal sealed record Account(string Status, IReadOnlyList<Line> Lines)
{
    public IReadOnlySet<string> Hashes => Lines.Select(line => line.Sha256).OfType<string>().ToHashSet();

    public static Account Read(string dataset)
    {
        using var summary = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(dataset, "dataset.json")));
        var lines = Directory.GetFiles(Path.Combine(dataset, "manifest"), "0*.jsonl")
            .Order(StringComparer.Ordinal).SelectMany(File.ReadLines).Select(Parse).ToList();
        return new Account(summary.RootElement.GetProperty("status").GetString()!, lines);
    }

    /// <summary>Everything that is wrong with it; empty when each URL of the list has one true account.</summary>
    public IReadOnlyList<string> Problems(string dataset, IReadOnlyList<string> urls, IReadOnlyDictionary<string, int> requests)
    {
        var problems = new List<string>();
        problems.AddRange(urls.Except(Lines.Select(line => line.Url)).Select(url => $"lost: {url}"));
        problems.AddRange(Lines.GroupBy(line => line.Url).Where(url => url.Count() > 1).Select(url => $"counted {url.Count()} times: {url.Key}"));
        problems.AddRange(requests.Where(url => url.Value > 3 && !IsSiteFile(url.Key)).Select(url => $"requested {url.Value} times: {url.Key}"));
        foreach (var line in Lines.Where(line => line.Status == "kept"))
        {
            var file = Path.Combine(dataset, line.File!);
            if (!File.Exists(file))
                problems.Add($"kept without its file: {line.Url}");
            else if (Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))) != line.Sha256)
                problems.Add($"kept with other bytes: {line.Url}");
        }

        var images = Directory.GetFiles(Path.Combine(dataset, "images"), "*", SearchOption.AllDirectories);
        problems.AddRange(images.Select(Path.GetFileNameWithoutExtension).Except(Hashes).Select(name => $"in no account: {name}"));
        if (Directory.Exists(Path.Combine(dataset, ".pixcrawl", "tmp")))
            problems.AddRange(Directory.GetFiles(Path.Combine(dataset, ".pixcrawl", "tmp"), "*", SearchOption.AllDirectories).Select(file => $"left behind: {file}"));
        return problems;
    }

    // Asked for by each process anew, and no URL of the list.
    private static bool IsSiteFile(string url) => new Uri(url).AbsolutePath is "/robots.txt" or "/ai.txt" or "/.well-known/tdmrep.json";

    private static Line Parse(string text)
    {
        using var json = JsonDocument.Parse(text);
        return new Line(Value("slot")!, Value("url")!, Value("status")!, Value("reason"), Value("sha256"), Value("file"));

        string? Value(string name) => json.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
    }
}
