using System.Runtime.CompilerServices;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Sources;
using PixCrawler.Datasets.Manifests;
using PixCrawler.Datasets.Reports;

namespace PixCrawler.Datasets.Tests.Reports;

/// <summary>The written summary against approved text; to approve a change, copy the received file over the approved one.</summary>
public sealed class SummaryTests : IAsyncLifetime
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
    public async Task WriteSummaryAsync_WhenPartial_WritesTheApprovedText()
    {
        await _dataset.WriteSummaryAsync(await PartialAsync(), default);

        Approve("dataset.json", "partial.dataset.json");
        Approve("REPORT.md", "partial.REPORT.md");
    }

    [Fact]
    public async Task WriteSummaryAsync_WhenNothingHappened_WritesTheApprovedText()
    {
        var summary = Samples.Summary("out", Tally.Empty) with
        {
            Status = JobStatus.Failed,
            StartedAt = null,
            EndedAt = null,
            Problem = "The list 'lists/cats.csv' does not exist. Check the path.",
        };

        await _dataset.WriteSummaryAsync(summary, default);

        Approve("dataset.json", "empty.dataset.json");
        Approve("REPORT.md", "empty.REPORT.md");
    }

    [Fact]
    public async Task WriteSummaryAsync_WhenThereIsAdvice_TellsItBelowTheHeadline()
    {
        await _dataset.WriteSummaryAsync(Samples.Summary("out", Tally.Empty) with { Advice = "Your resolver is refusing." }, default);

        (await File.ReadAllTextAsync(_folder.Combine("REPORT.md"))).ShouldContain("\n\n**Advice:** Your resolver is refusing");
    }

    [Fact]
    public async Task WriteSummaryAsync_WhenWrittenTwice_LeavesTheSameBytes()
    {
        var summary = await PartialAsync();
        await _dataset.WriteSummaryAsync(summary, default);
        var document = await File.ReadAllBytesAsync(_folder.Combine("dataset.json"));
        var report = await File.ReadAllBytesAsync(_folder.Combine("REPORT.md"));

        await _dataset.WriteSummaryAsync(summary, default);

        (await File.ReadAllBytesAsync(_folder.Combine("dataset.json"))).ShouldBe(document);
        (await File.ReadAllBytesAsync(_folder.Combine("REPORT.md"))).ShouldBe(report);
        _folder.Files().ShouldBe(["REPORT.md", "dataset.json", "manifest/00000.jsonl", "manifest/00001.jsonl", "manifest/bad-rows.jsonl", "report.html"]);
    }

    private async Task<DatasetSummary> PartialAsync()
    {
        ManifestEntry[] first =
        [
            Samples.Kept(0, "http://a.example/0", Samples.Image(1)),
            Samples.Kept(1, "http://a.example/1", Samples.Image(2, "png", 63)),
            Samples.Kept(2, "http://a.example/2", Samples.Image(3, "png", 64)),
            Samples.Failed(3, "http://a.example/3"),
        ];
        ManifestEntry[] second =
        [
            Samples.Kept(0, "http://a.example/4", Samples.Image(1, side: 4000)),
            Ended(1, SettlementStatus.Rejected, "not-an-image"),
            Ended(2, SettlementStatus.Refused, "robots-disallowed"),
            Ended(3, SettlementStatus.Cancelled, "cancelled"),
            Ended(4, SettlementStatus.Failed, "brand-new|<reason>"),
        ];
        await _dataset.WriteManifestAsync(0, first, default);
        await _dataset.WriteManifestAsync(1, second, default);
        await _dataset.AppendBadRowsAsync(
            0, [.. Enumerable.Range(1, 25).Select(line => new BadRow(line * 10, $"no URL in <row {line}> | \u202E"))], default);
        var tally = first.Concat(second).Aggregate(Tally.Empty, (sum, entry) => sum.Add(entry.Settlement));
        var summary = Samples.Summary("out/cats", tally);
        return summary with
        {
            Settings = summary.Settings with
            {
                Name = "cats | <b>& dogs</b>",
                MaxUrls = 1_000_000,
                Sources = [new UrlListSource("lists/cats.csv"), new UrlListSource("https://me:hunter2@lists.example/dogs.csv?sig=5ec2e7")],
            },
            PlannedSlots = 10,
            Files = new DatasetFiles(3, 300_006),
            Chunks = 2,
            Restarts = 4,
            BadRows = 25,
            FailedChunks = [new FailedChunk(1, "The disk of 'out/cats' is full:\nfree some space")],
        };
    }

    private static ManifestEntry Ended(int slot, SettlementStatus status, string reason) =>
        new(new Candidate("http://a.example/"), new Settlement(slot, status, Samples.Noon) { Reason = reason, Attempts = slot % 2 });

    private void Approve(string written, string approved, [CallerFilePath] string here = "")
    {
        var text = File.ReadAllText(_folder.Combine(written));
        var path = Path.Combine(Path.GetDirectoryName(here)!, "..", "Approved", approved);
        var expected = File.Exists(path) ? File.ReadAllText(path) : "";
        if (text != expected)
            File.WriteAllText(path + ".received", text);
        text.ShouldBe(expected);
    }
}
