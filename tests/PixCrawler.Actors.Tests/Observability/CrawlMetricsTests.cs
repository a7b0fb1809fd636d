using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using PixCrawler.Actors.Tests.World;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Failures;

namespace PixCrawler.Actors.Tests.Observability;

/// <summary>The figures of a crawl equal its account (failure-semantics D7).</summary>
public sealed class CrawlMetricsTests : JobWorld
{
    private readonly ConcurrentQueue<(string Name, double Value, string Tags)> _seen = new();

    [Fact]
    public async Task Meter_OverACrawl_CountsWhatTheReportSays()
    {
        using var listener = Listen();
        Lists.With("urls.txt", [.. Urls(3), "http://a/404", "http://a/503", "http://a/odd"]);
        Web.Throws("http://a/404", () => new NotFoundException(FailureReasons.Http(404), "gone") { HttpStatus = 404 });
        Web.Throws("http://a/503", () => new ServiceUnavailableException(FailureReasons.Http(503), "busy") { HttpStatus = 503 });
        Web.Throws("http://a/odd", () => new NotFoundException("made-up-by-nobody", "odd"));
        Submit();

        (await EndAsync()).Status.ShouldBe(JobStatus.Partial);

        Sum("pixcrawler.images").ShouldBe(new Dictionary<string, double>
        {
            ["status=kept reason_class=none"] = 3,
            ["status=failed reason_class=http-4xx"] = 1,
            ["status=failed reason_class=http-5xx"] = 1,
            ["status=failed reason_class=other"] = 1,
        }, ignoreOrder: true);
        Sum("pixcrawler.jobs").ShouldBe(new Dictionary<string, double> { ["status=running"] = 0, ["status=partial"] = 1 }, ignoreOrder: true);
        _seen.Where(seen => seen.Name == "pixcrawler.stage.duration").CountBy(seen => seen.Tags).ToDictionary().ShouldBe(
            new Dictionary<string, int> { ["stage=download"] = 3, ["stage=validate"] = 3, ["stage=store"] = 3 }, ignoreOrder: true);
    }

    [Fact]
    public async Task Gauges_WhileWorkWaits_SayHowMuch()
    {
        using var listener = Listen();
        Options.MaxConcurrentDownloads = 2;
        var urls = Urls(5);
        Lists.With("urls.txt", urls);
        foreach (var url in urls)
            Web.Hangs(url);
        Submit();

        await AwaitConditionAsync(() => Task.FromResult(Web.InFlight == 2), TimeSpan.FromSeconds(20));
        listener.RecordObservableInstruments();

        Last("pixcrawler.downloads.places_in_use").ShouldBe(2);
        Last("pixcrawler.slots.waiting").ShouldBe(3);
        Last("pixcrawler.validation.queue").ShouldBe(0);
        await CancelAsync();
    }

    [Fact]
    public async Task Restarts_OfAChunk_AreCountedByKind()
    {
        using var listener = Listen();
        Lists.With("urls.txt", Urls(1));
        var failures = 1;
        Store.Before = step =>
        {
            if (step == "store-image" && failures-- > 0)
                throw new InfrastructureException(InfrastructureKind.Disk, "no room");
        };
        Submit();

        await UntilAsync(report => report.Restarting.Length == 1, "the chunk waits");
        Advance(60);

        (await EndAsync()).Status.ShouldBe(JobStatus.Completed);
        Sum("pixcrawler.worker.restarts").ShouldBe(new Dictionary<string, double> { ["kind=chunk"] = 1 });
    }

    private MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (ReferenceEquals(instrument.Meter, Metrics.Meter))
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => See(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => See(instrument, value, tags));
        listener.Start();
        return listener;
    }

    private void See(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _seen.Enqueue((instrument.Name, value, string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));

    private Dictionary<string, double> Sum(string name) => _seen.Where(seen => seen.Name == name)
        .GroupBy(seen => seen.Tags).ToDictionary(group => group.Key, group => group.Sum(seen => seen.Value));

    private double Last(string name) => _seen.Last(seen => seen.Name == name).Value;
}
