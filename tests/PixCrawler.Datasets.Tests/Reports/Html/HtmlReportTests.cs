using System.Text.RegularExpressions;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Sources;
using PixCrawler.Datasets.Manifests;
using PixCrawler.Datasets.Reports;
using PixCrawler.Datasets.Reports.Html;

namespace PixCrawler.Datasets.Tests.Reports.Html;

public sealed class HtmlReportTests : IAsyncLifetime
{
    private const string Hostile = "\"><script>alert(1)</script><img src=x onerror=alert(2)>\u202E\0 'x'";

    private readonly TemporaryFolder _folder = new();
    private IDatasetFolder _dataset = null!;

    public async Task InitializeAsync() => _dataset = await new DatasetStore().CreateAsync(_folder.Path, default);

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task WriteAsync_WhenTextsAreHostile_KeepsThemTexts()
    {
        var entries = Enumerable.Range(0, 10).Select(slot => Rejected(slot, Hostile)).ToList();
        entries.Add(Samples.Kept(10, "http://example.com/" + Hostile, Samples.Image(1)) with { Candidate = new Candidate("http://h/", 1, Hostile) });
        await _dataset.WriteManifestAsync(0, entries, default);

        var html = await WriteAsync(Summary(entries, Hostile));

        html.ShouldNotContain("<script", Case.Insensitive);
        html.ShouldNotContain("onerror=alert(2)>");
        html.ShouldNotContain("\u202E");
        html.ShouldNotContain("\0");
        Regex.Count(html, "<img ").ShouldBe(1);
        Regex.Matches(html, "style=|<link|<iframe|url\\(|@import|<a ").ShouldBeEmpty();
        Regex.Matches(html, "(?:src|href)=\"([^\"]*)\"").Select(match => match.Groups[1].Value).ShouldAllBe(address => address.StartsWith("images/"));
    }

    [Fact]
    public async Task WriteAsync_WhenRepeated_GivesTheSameBytes()
    {
        await _dataset.WriteManifestAsync(0, [Samples.Kept(0, "http://a/1.jpg", Samples.Image(1)), Rejected(1, "x")], default);
        var summary = Summary([Samples.Kept(0, "http://a/1.jpg", Samples.Image(1)), Rejected(1, "x")], "cats");

        (await WriteAsync(summary)).ShouldBe(await WriteAsync(summary));
    }

    [Fact]
    public async Task WriteAsync_WhenImagesWereThereTwice_TellsHowManyOfEachKind()
    {
        var html = await WriteAsync(Summary([], "twice") with { Duplicates = new DuplicateCounts(1234, 0, 56) });

        html.ShouldContain("Images that are there twice");
        html.ShouldContain("the same URL");
        html.ShouldContain("1,234");
        html.ShouldContain("the same look");
        html.ShouldNotContain("the same bytes");
    }

    [Fact]
    public async Task WriteAsync_WhenThereIsNothing_WritesAPage() =>
        (await WriteAsync(Samples.Summary("out", Tally.Empty))).ShouldContain("</html>");

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xE0 }, "data:image/jpeg;base64,/9j/4A==")]
    [InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47 }, "data:image/png;base64,iVBORw==")]
    [InlineData(new byte[] { (byte)'<', (byte)'s', (byte)'v', (byte)'g' }, null)]
    [InlineData(new byte[0], null)]
    public async Task WriteAsync_WithThumbnails_EmbedsPicturesAndNothingElse(byte[] thumbnail, string? address)
    {
        await _dataset.WriteManifestAsync(0, [Rejected(0, "x"), Rejected(1, "its bytes were not put aside")], default);
        _dataset.KeepReject(0, 0, "too-small", new byte[] { 1 });

        var html = await WriteAsync(Summary([Rejected(0, "x"), Rejected(1, "y")], "cats"), new Thumbnails(thumbnail));

        Regex.Matches(html, "src=\"([^\"]*)\"").Select(match => match.Groups[1].Value).ShouldBe(address is null ? [] : [address]);
    }

    [Fact]
    public async Task WriteAsync_WhenThereAreManyImages_ShowsALimitedNumberOfEach()
    {
        var entries = Enumerable.Range(0, 200)
            .Select(slot => slot % 2 == 0 ? Samples.Kept(slot, $"http://a/{slot}", Samples.Image(slot)) : Rejected(slot, "too small"))
            .ToList();
        await _dataset.WriteManifestAsync(0, entries, default);

        var html = await WriteAsync(Summary(entries, "cats"));

        Regex.Count(html, "<img ").ShouldBe(HtmlFigures.MaxKept);
        Regex.Count(html, "<li>too small").ShouldBe(HtmlFigures.MaxOfReason);
    }

    [Fact]
    public async Task KeepReject_OfVeryMany_KeepsAFewOfEachReasonAndTheReportShowsThose()
    {
        var entries = Enumerable.Range(0, 100).Select(slot => Rejected(slot, "too small")).ToList();
        await _dataset.WriteManifestAsync(0, entries, default);
        for (var slot = 50; slot < 100; slot++)
            _dataset.KeepReject(0, slot, "too-small", new byte[] { 1 });
        // Another life of the process.
        (await new DatasetStore().OpenAsync(_folder.Path, default)).KeepReject(0, 1, "too-small", new byte[] { 1 });
        _dataset.KeepReject(0, 2, "../../up", new byte[] { 1 });

        _folder.Files().Count(file => file.StartsWith(".pixcrawl/rejects/", StringComparison.Ordinal)).ShouldBe(HtmlFigures.MaxOfReason);
        var html = await WriteAsync(Summary(entries, "cats"), new Thumbnails([0xFF, 0xD8, 0xFF, 0xE0]));
        Regex.Count(html, "<img ").ShouldBe(HtmlFigures.MaxOfReason);
    }

    [Fact]
    public void Timeline_WhenTimePasses_KeepsAllCountsInFewSteps()
    {
        var timeline = new Timeline();
        var random = new Random(3);
        for (var index = 0; index < 10_000; index++)
            timeline.Add(Samples.Noon.AddSeconds(random.Next(-500_000, 500_000)), new Timeline.Step(1, 2, 3));

        timeline.Steps.Count.ShouldBeInRange(48, 96);
        timeline.Steps.Sum(step => step.Kept).ShouldBe(10_000);
        timeline.Steps.Sum(step => step.Retries).ShouldBe(30_000);
        timeline.Start.ShouldNotBeNull().ShouldBeInRange(Samples.Noon.AddSeconds(-550_000), Samples.Noon.AddSeconds(-480_000));
    }

    private static ManifestEntry Rejected(int slot, string detail) =>
        new(new Candidate($"http://example.com/{slot}", slot), new Settlement(slot, SettlementStatus.Rejected, Samples.Noon.AddSeconds(slot))
        {
            Attempts = 1 + (slot % 3),
            Reason = detail == Hostile ? Hostile : "too-small",
            Detail = detail,
        });

    private static DatasetSummary Summary(IEnumerable<ManifestEntry> entries, string name)
    {
        var tally = entries.Aggregate(Tally.Empty, (sum, entry) => sum.Add(entry.Settlement));
        var summary = Samples.Summary("out", tally);
        return summary with { Settings = summary.Settings with { Name = name }, Problem = name };
    }

    private async Task<string> WriteAsync(DatasetSummary summary, IThumbnailer? thumbnailer = null)
    {
        await new HtmlReport(() => thumbnailer).WriteAsync(_folder.Path, summary, default);
        return await File.ReadAllTextAsync(_folder.Combine(HtmlReport.FileName));
    }

    private sealed class Thumbnails(byte[] bytes) : IThumbnailer
    {
        public ValueTask<ReadOnlyMemory<byte>?> ThumbnailAsync(string file, CancellationToken cancellationToken) =>
            ValueTask.FromResult<ReadOnlyMemory<byte>?>(bytes);
    }
}
