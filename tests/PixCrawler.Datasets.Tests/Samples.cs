using System.Security.Cryptography;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Sources;
using PixCrawler.Datasets.Manifests;
using PixCrawler.Datasets.Reports;

namespace PixCrawler.Datasets.Tests;

internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static byte[] Bytes(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static ManifestEntry Kept(int slot, string url, StoredImage image) =>
        new(new Candidate(url, slot + 2), new Settlement(slot, SettlementStatus.Kept, Noon)
        {
            Attempts = 1,
            HttpStatus = 200,
            Image = image,
        });

    public static ManifestEntry Failed(int slot, string url) =>
        new(new Candidate(url, slot + 2), new Settlement(slot, SettlementStatus.Failed, Noon)
        {
            Attempts = 3,
            HttpStatus = 503,
            Reason = "http-503",
            Detail = "503 after 3 attempts",
            Failure = FailureKind.Transient,
        });

    public static StoredImage Image(int seed, string extension = "jpg", int side = 640) =>
        new(Hash(Bytes(seed, 100)), extension, side, side + 10, 100_000 + seed);

    public static DatasetSummary Summary(string outputFolder, Tally tally) => new()
    {
        JobId = new JobId(new Guid("00112233-4455-6677-8899-aabbccddeeff")),
        Status = JobStatus.Partial,
        ToolVersion = "0.1.0",
        Settings = new JobSpecification
        {
            Name = "cats",
            OutputFolder = outputFolder,
            Sources = [new UrlListSource("lists/cats.csv")],
        },
        PlannedSlots = tally.Settled,
        Tally = tally,
        Files = new DatasetFiles(tally.Kept, tally.Bytes),
        StartedAt = Noon,
        EndedAt = Noon.AddSeconds(90),
    };
}
