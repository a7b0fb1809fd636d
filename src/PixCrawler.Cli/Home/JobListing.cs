using System.Text.Json;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Datasets.Manifests;

namespace PixCrawler.Cli.Home;

/// <summary>How a dataset stands, read from its folder alone.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="State"><c>running</c>, <c>stopped</c> (resume it), or how it ended: <c>completed</c>, <c>partial</c>, <c>failed</c>, <c>cancelled</c>.</param>
/// <param name="Counts">Settled URLs by result; those of open chunks are not among them.</param>
internal sealed record JobListing(string Folder, string State, IReadOnlyDictionary<SettlementStatus, int> Counts)
{
    public JobNote? Note { get; init; }

    public string? Name { get; init; }

    /// <summary>The process that works on it.</summary>
    public int? Process { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>URLs with an account.</summary>
    public int Settled => Counts.Values.Sum();

    /// <summary>The datasets among some folders and those right below them.</summary>
    public static IEnumerable<string> Find(IEnumerable<string> folders) => folders
        .SelectMany(folder => IsDataset(folder) ? [folder] : Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Where(IsDataset) : [])
        .Order(StringComparer.Ordinal);

    /// <summary>Whether a dataset lies there.</summary>
    public static bool IsDataset(string folder) =>
        new DatasetHome(folder).HasJob || File.Exists(Path.Combine(folder, "dataset.json"));

    /// <summary>Reads how a dataset stands.</summary>
    public static async Task<JobListing> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var home = new DatasetHome(folder);
        var (process, note) = (home.Worker(), home.ReadNote());
        using var document = ReadDocument(folder);
        var root = document?.RootElement;
        return new JobListing(folder, process is not null ? "running" : Text(root, "status") ?? "stopped", await CountAsync(folder, cancellationToken))
        {
            Note = note,
            Name = Text(root, "name"),
            Process = process,
            StartedAt = Time(root, "startedAt"),
            EndedAt = Time(root, "endedAt"),
        };
    }

    private static JsonDocument? ReadDocument(string folder)
    {
        var file = Path.Combine(folder, "dataset.json");
        return File.Exists(file) ? JsonDocument.Parse(File.ReadAllBytes(file)) : null;
    }

    private static async Task<IReadOnlyDictionary<SettlementStatus, int>> CountAsync(string folder, CancellationToken cancellationToken)
    {
        var counts = Enum.GetValues<SettlementStatus>().ToDictionary(status => status, _ => 0);
        if (!Directory.Exists(Path.Combine(folder, "manifest")))
            return counts;
        await foreach (var row in ManifestReader.ReadAsync(folder, cancellationToken))
            counts[row.Entry.Settlement.Status]++;
        return counts;
    }

    private static string? Text(JsonElement? root, string name) =>
        root is { } element && element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static DateTimeOffset? Time(JsonElement? root, string name) =>
        Text(root, name) is { } text && DateTimeOffset.TryParse(text, out var time) ? time : null;
}
