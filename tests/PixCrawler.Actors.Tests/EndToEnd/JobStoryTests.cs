using System.Collections.Concurrent;
using System.Text.Json;
using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Observability;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Urls;
using PixCrawler.ImageFarm;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace PixCrawler.Actors.Tests.EndToEnd;

/// <summary>A job's whole story stands in the lines of its JobId alone (failure-semantics B5, D2, D3, D4).</summary>
public sealed class JobStoryTests
{
    private static readonly string[] Paths =
    [
        .. Enumerable.Range(0, 20).Select(seed => $"/gen/{seed}/32x32.png"),
        "/status/404", "/status/403", "/status/503", "/status/504", "/status/500", "/truncated/gen/7/64x64.png", "/content/html",
        "/fail/1/then/gen/101/32x32.png", "/fail/2/then/gen/102/32x32.png", "/cut-then-ok/1/gen/103/32x32.png",
    ];

    [Fact]
    public async Task Log_OfOneJobAmongTwo_TellsItsWholeStoryInOrder()
    {
        await using var farm = await ImageFarmServer.StartAsync();
        var log = new JsonLog();
        await using var crawl = await RealCrawl.StartAsync(log: log.Logger);
        await using var other = await RealCrawl.StartAsync(log: log.Logger);
        var paths = Paths.ToDictionary(path => farm.Url(path).AbsoluteUri);

        var noise = other.CrawlAsync(Enumerable.Range(200, 20).Select(seed => farm.Url($"/gen/{seed}/32x32.png").AbsoluteUri));
        var (report, rows) = await crawl.CrawlAsync(paths.Keys, specification => specification with { ChunkSlots = 10 });
        await noise;

        var story = log.Lines.Where(line => Text(line, "JobId") == report.JobId.ToString()).ToList();
        story.Where(line => Id(line) is null || Text(line, "Operation") is null).ShouldBeEmpty();
        Id(story[0]).ShouldBe(EventIds.JobTransition);
        Id(story[1]).ShouldBe(EventIds.JobAccepted);
        new[] { "UserId", "Keywords", "MaxImages", "Operation" }.Where(name => !story[1].TryGetProperty(name, out _)).ShouldBeEmpty();
        var ended = story.Single(line => Id(line) == EventIds.JobEnded);
        story.Count(line => Id(line) == EventIds.ChunkStarted).ShouldBe(3);
        Number(ended, "Kept").ShouldBe(report.Tally.Kept);
        Number(ended, "Failed").ShouldBe(report.Tally.Failed);

        foreach (var row in rows)
        {
            var (url, settlement) = (row.Entry.Candidate.Url, row.Entry.Settlement);
            var own = story.Where(line => Text(line, "Url") == url).ToList();
            var settled = own.Single(line => Id(line) == EventIds.SlotSettled);
            own[^1].ShouldBe(settled);
            (Text(settled, "Status"), Text(settled, "Reason")).ShouldBe((settlement.Status.ToString(), settlement.Reason));
            own.ShouldAllBe(line => Text(line, "ChunkId") == $"{report.JobId}-{row.Chunk}");

            // Each request the farm saw was claimed first, and each but the last that failed announced the next.
            var requests = farm.Log.CountFor(paths[url]);
            own.Where(line => Id(line) == EventIds.AttemptClaimed).Select(line => Number(line, "AttemptNumber")).ShouldBe(Enumerable.Range(1, requests));
            var retries = own.Where(line => Id(line) == EventIds.AttemptFailed).ToList();
            retries.Select(line => Number(line, "AttemptNumber")).ShouldBe(Enumerable.Range(1, requests - 1));
            foreach (var retry in retries)
                new[] { "MaxAttempts", "DelaySeconds", "ErrorType", "Host", "JobId", "ChunkId", "Reason" }.ShouldAllBe(name => Text(retry, name) != "");
            var end = own.Single(line => Text(line, "Outcome") is not null);
            Text(end, "Outcome").ShouldBe(settlement.Failure switch
            {
                null => "succeeded",
                FailureKind.Transient => "exhausted",
                _ => "permanent",
            });
            Number(end, "AttemptNumber").ShouldBe(requests);
        }

        story.FindIndex(line => Id(line) == EventIds.ChunkSettled).ShouldBeGreaterThan(story.FindIndex(line => Id(line) == EventIds.ChunkStarted));
        story.FindIndex(line => Id(line) == EventIds.JobEnded).ShouldBeGreaterThan(story.FindLastIndex(line => Id(line) == EventIds.SlotSettled));
        story.Where(line => Level(line) == "Error").ShouldAllBe(line => Id(line) == EventIds.DownloadFailed
            && Text(line, "ErrorType") != null && Text(line, "ResourceId") != null && Text(line, "AttemptNumber") != null);
        story.Where(line => Id(line) == EventIds.SlotSettled).ShouldAllBe(line => Level(line) == "Debug");
    }

    [Fact]
    public async Task Log_WhenOneHostFailsOften_StandsOutAtTheFirstAndTheTenth()
    {
        await using var farm = await ImageFarmServer.StartAsync();
        var log = new JsonLog();
        await using var crawl = await RealCrawl.StartAsync(log: log.Logger);

        await crawl.CrawlAsync(Enumerable.Range(0, 15).Select(number => farm.Url($"/status/404?n={number}").AbsoluteUri));

        var failures = log.Lines.Where(line => Id(line) == EventIds.DownloadFailed).ToList();
        failures.Count.ShouldBe(15);
        // Fifteen downloads at once: who counts first need not write first.
        failures.Where(line => Level(line) == "Error").Select(line => Number(line, "HostFailures")).ShouldBe([1, 10], ignoreOrder: true);
        failures.Where(line => Level(line) != "Error").ShouldAllBe(line => Level(line) == "Debug");
    }

    private static int? Id(JsonElement line) => line.TryGetProperty("EventId", out var id) && id.ValueKind == JsonValueKind.Number ? id.GetInt32() : null;

    private static string? Level(JsonElement line) => Text(line, "@l");

    private static int Number(JsonElement line, string name) => line.GetProperty(name).GetInt32();

    private static string? Text(JsonElement line, string name) => !line.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.Null ? null : value.ToString();

    /// <summary>All lines as the JSON log has them.</summary>
    private sealed class JsonLog : ILogEventSink
    {
        private readonly JsonLineFormatter _formatter = new();
        private readonly ConcurrentQueue<string> _lines = new();

        public JsonLog() => Logger = new LoggerConfiguration().MinimumLevel.Debug().Enrich.WithSafeText().WriteTo.Sink(this).CreateLogger();

        public Serilog.ILogger Logger { get; }

        public IReadOnlyList<JsonElement> Lines => [.. _lines.Select(line => JsonDocument.Parse(line).RootElement)];

        public void Emit(LogEvent logEvent)
        {
            var line = new StringWriter();
            _formatter.Format(logEvent, line);
            _lines.Enqueue(line.ToString());
        }
    }
}
