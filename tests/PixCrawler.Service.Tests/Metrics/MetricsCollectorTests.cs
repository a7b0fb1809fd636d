using System.Diagnostics.Metrics;
using PixCrawler.Service.Metrics;

namespace PixCrawler.Service.Tests.Metrics;

/// <summary>The text Prometheus reads.</summary>
public sealed class MetricsCollectorTests : IDisposable
{
    private readonly MetricsCollector _collector = new();
    private readonly Meter _meter = new("PixCrawler.Test.Metrics");

    public void Dispose()
    {
        _meter.Dispose();
        _collector.Dispose();
    }

    [Fact]
    public void Write_OfACounter_HasItsHelpAndItsLabelsEscaped()
    {
        _meter.CreateCounter<int>("test.things", "{thing}", "Things.").Add(2, new KeyValuePair<string, object?>("what.kind", "a\"b\\c\nd"));

        _collector.Write().ShouldContain("# HELP test_things_total Things.\n# TYPE test_things_total counter\ntest_things_total{what_kind=\"a\\\"b\\\\c\\nd\"} 2\n");
    }

    [Fact]
    public void Write_OfAHistogram_CountsUpToEachBound()
    {
        var histogram = _meter.CreateHistogram<double>("test.duration", "s");
        histogram.Record(0.005);
        histogram.Record(0.006);
        histogram.Record(61);

        var text = _collector.Write();

        text.ShouldContain("test_duration_seconds_bucket{le=\"0.005\"} 1\n");
        text.ShouldContain("test_duration_seconds_bucket{le=\"0.01\"} 2\n");
        text.ShouldContain("test_duration_seconds_bucket{le=\"60\"} 2\n");
        text.ShouldContain("test_duration_seconds_bucket{le=\"+Inf\"} 3\n");
        text.ShouldContain("test_duration_seconds_count 3\n");
    }

    [Fact]
    public void Write_OfAGauge_HasWhatIsTrueNow()
    {
        var value = 1;
        _meter.CreateObservableGauge("test.level", () => value);
        _collector.Write().ShouldContain("\ntest_level 1\n");

        value = 0;
        _collector.Write().ShouldContain("\ntest_level 0\n");
    }

    [Fact]
    public void Write_OfAnUpDownCounter_GoesDownToo()
    {
        var counter = _meter.CreateUpDownCounter<int>("test.open");
        counter.Add(2);
        counter.Add(-1);

        _collector.Write().ShouldContain("# TYPE test_open gauge\ntest_open 1\n");
    }

    [Fact]
    public void Series_BeyondTheMostThereMayBe_AreCountedAndDropped()
    {
        var counter = _meter.CreateCounter<int>("test.many");
        for (var number = 0; number < 6_000; number++)
            counter.Add(1, new KeyValuePair<string, object?>("number", number));

        var text = _collector.Write();

        text.Split('\n').Count(line => line.StartsWith("test_many_total{", StringComparison.Ordinal)).ShouldBeInRange(4_000, 5_000);
        text.ShouldNotContain("pixcrawler_metrics_dropped_total 0\n");
    }
}
