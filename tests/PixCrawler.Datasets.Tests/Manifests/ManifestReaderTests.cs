using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Sources;
using PixCrawler.Datasets.Manifests;

namespace PixCrawler.Datasets.Tests.Manifests;

public sealed class ManifestReaderTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private IDatasetFolder _dataset = null!;

    public async Task InitializeAsync() => _dataset = await new DatasetStore().CreateAsync(_folder.Path, default);

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task ReadAsync_WhenWritten_GivesBackEveryField()
    {
        var random = new Random(4711);
        var entries = Enumerable.Range(0, 200).Select(slot => Entry(random, slot)).ToList();
        await _dataset.WriteManifestAsync(12, entries, default);

        var rows = await ReadAllAsync();

        rows.ShouldAllBe(row => row.Chunk == 12);
        rows.Select(row => row.Entry.Settlement).ShouldBe(entries.Select(entry => entry.Settlement));
        rows.Select(row => row.Entry.Candidate with { Extra = null })
            .ShouldBe(entries.Select(entry => entry.Candidate with { Extra = null }));
        rows.Select(row => row.Entry.Candidate.Extra).ShouldBe(entries.Select(entry => entry.Candidate.Extra));
    }

    [Fact]
    public async Task ReadAsync_WhenThereAreManyChunks_GoesByTheirNumber()
    {
        foreach (var chunk in new[] { 100_000, 99_999, 3, 0 })
            await _dataset.WriteManifestAsync(chunk, [Samples.Failed(0, "http://a/"), Samples.Failed(1, "http://b/")], default);
        await _dataset.AppendBadRowsAsync(0, [new BadRow(1, "not a manifest")], default);

        (await ReadAllAsync()).Select(row => (row.Chunk, row.Entry.Settlement.Slot)).ShouldBe(
            [(0, 0), (0, 1), (3, 0), (3, 1), (99_999, 0), (99_999, 1), (100_000, 0), (100_000, 1)]);
    }

    [Fact]
    public async Task WriteManifestAsync_WhenWrittenTwice_LeavesTheSameBytes()
    {
        var entries = new[] { Samples.Kept(0, "http://a/", Samples.Image(1)), Samples.Failed(1, "http://b/") };
        await _dataset.WriteManifestAsync(0, entries, default);
        var first = await File.ReadAllBytesAsync(_folder.Combine("manifest", "00000.jsonl"));

        await _dataset.WriteManifestAsync(0, entries, default);

        (await File.ReadAllBytesAsync(_folder.Combine("manifest", "00000.jsonl"))).ShouldBe(first);
        _folder.Files().ShouldBe(["manifest/00000.jsonl"]);
    }

    [Fact]
    public async Task WriteManifestAsync_WritesTheDocumentedLine()
    {
        var image = Samples.Image(1);
        var kept = Samples.Kept(17, "http://a.example/1.jpg?w=1&h=2", image);
        var extra = new Dictionary<string, string> { ["b"] = "1", ["a"] = "2" };
        kept = kept with { Candidate = kept.Candidate with { Caption = "a \"cat\"\n<b>", Key = "k", Extra = extra } };
        await _dataset.WriteManifestAsync(0, [kept, Samples.Failed(18, "http://b.example/")], default);

        (await File.ReadAllLinesAsync(_folder.Combine("manifest", "00000.jsonl"))).ShouldBe(
        [
            """{"slot":"00000/17","line":19,"url":"http://a.example/1.jpg?w=1&h=2","status":"kept","attempts":1,"httpStatus":200,"""
            + $"\"sha256\":\"{image.Sha256}\",\"file\":\"images/{image.Sha256[..2]}/{image.Sha256}.jpg\",\"format\":\"jpg\","
            + "\"width\":640,\"height\":650,\"frames\":1,\"bytes\":100001,\"caption\":\"a \\\"cat\\\"\\n<b>\",\"key\":\"k\","
            + "\"extra\":{\"b\":\"1\",\"a\":\"2\"},\"settledAt\":\"2026-03-01T12:00:00+00:00\"}",
            """{"slot":"00000/18","line":20,"url":"http://b.example/","status":"failed","reason":"http-503","""
            + "\"detail\":\"503 after 3 attempts\",\"failure\":\"transient\",\"attempts\":3,\"httpStatus\":503,"
            + "\"settledAt\":\"2026-03-01T12:00:00+00:00\"}",
        ]);
    }

    [Fact]
    public async Task WriteManifestAsync_WhenUrlsCarrySecrets_StoresNone()
    {
        var entry = Samples.Failed(0, "http://user:hunter2@a.example/1.jpg?w=1&X-Amz-Signature=5ec2e7");
        entry = entry with { Settlement = entry.Settlement with { FinalUrl = "https://cdn.example/1.jpg?token=5ec2e7" } };

        await _dataset.WriteManifestAsync(0, [entry], default);

        var text = await File.ReadAllTextAsync(_folder.Combine("manifest", "00000.jsonl"));
        text.ShouldNotContain("hunter2");
        text.ShouldNotContain("5ec2e7");
        text.ShouldContain("http://***@a.example/1.jpg?w=1&X-Amz-Signature=***");
    }

    [Theory]
    [InlineData("{\"slot\":\"00000/0\"}")]
    [InlineData("{\"slot\":\"nonsense\",\"url\":\"http://a/\",\"status\":\"kept\",\"settledAt\":\"2026-03-01T12:00:00+00:00\"}")]
    [InlineData("{\"slot\":\"00000/0\",\"url\":\"http://a/\",\"status\":\"eaten\",\"settledAt\":\"2026-03-01T12:00:00+00:00\"}")]
    [InlineData("null")]
    [InlineData("{\"slot\":")]
    public async Task ReadAsync_WhenALineIsDamaged_SaysWhichFile(string line)
    {
        await File.WriteAllTextAsync(_folder.Combine("manifest", "00007.jsonl"), line + "\n");

        var error = await Should.ThrowAsync<InfrastructureException>(ReadAllAsync);

        error.Message.ShouldContain("00007.jsonl");
        error.Message.ShouldContain("damaged");
    }

    [Fact]
    public async Task ReadAsync_WhenThereIsNoDataset_IsADiskFailure()
    {
        Directory.Delete(_folder.Combine("manifest"));

        (await Should.ThrowAsync<InfrastructureException>(ReadAllAsync)).Kind.ShouldBe(InfrastructureKind.Disk);
    }

    private async Task<List<ManifestRow>> ReadAllAsync()
    {
        var rows = new List<ManifestRow>();
        await foreach (var row in ManifestReader.ReadAsync(_folder.Path))
            rows.Add(row);
        return rows;
    }

    private static ManifestEntry Entry(Random random, int slot)
    {
        string? Maybe(string text) => random.Next(2) == 0 ? null : text;
        string[] hostile = ["line\nbreak", "\"quote\" \\", "\u2028\u2029", "\0\u001b", "\u202Eltr", "😀", ""];
        var text = hostile[random.Next(hostile.Length)];
        var status = (SettlementStatus)random.Next(5);
        var candidate = new Candidate($"http://example.com/{slot}?q={text}", random.Next(3), Maybe(text), Maybe(text),
            random.Next(2) == 0 ? null : new Dictionary<string, string> { [text] = text });
        return new ManifestEntry(candidate, new Settlement(slot, status, Samples.Noon.AddTicks(random.Next()))
        {
            Reason = Maybe("timeout"),
            Detail = Maybe(text),
            Failure = status == SettlementStatus.Failed ? (FailureKind)random.Next(4) : null,
            Attempts = random.Next(4),
            HttpStatus = random.Next(2) == 0 ? null : 200,
            FinalUrl = Maybe("http://example.com/end"),
            Image = status == SettlementStatus.Kept ? Samples.Image(slot) with { Frames = random.Next(1, 9) } : null,
        });
    }
}
