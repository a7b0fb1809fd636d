using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace PixCrawler.Service.Metrics;

/// <summary>
/// Listens to the process's meters and writes their figures as Prometheus reads them (ADR on the exporter). What is listened to is bounded:
/// series beyond a limit are counted and not kept.
/// </summary>
internal sealed class MetricsCollector : IDisposable
{
    private const int MaxSeries = 5_000;
    private static readonly string[] OtherMeters = ["System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"];

    private readonly ConcurrentDictionary<Instrument, ConcurrentDictionary<string, Series>> _instruments = new();
    private readonly MeterListener _listener = new();
    private readonly Lock _observing = new();
    private int _series;
    private long _dropped;

    public MetricsCollector()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name.StartsWith("PixCrawler.", StringComparison.Ordinal) || OtherMeters.Contains(instrument.Meter.Name))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<byte>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<short>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<float>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<decimal>((instrument, value, tags, _) => Take(instrument, (double)value, tags));
        _listener.Start();
    }

    /// <summary>The figures now (Prometheus text format 0.0.4).</summary>
    public string Write()
    {
        var text = new PrometheusText();
        lock (_observing)
        {
            // What is told on request is told anew as a whole: a series that is gone is not told any more.
            foreach (var (_, series) in _instruments.Where(entry => entry.Key.IsObservable))
                Interlocked.Add(ref _series, -Clear(series));
            _listener.RecordObservableInstruments();
            foreach (var (instrument, series) in _instruments.OrderBy(entry => entry.Key.Name, StringComparer.Ordinal))
                text.Write(instrument, series);
        }

        text.WriteCounter("pixcrawler_metrics_dropped_total", "Measurements that were dropped because there are too many series.", Interlocked.Read(ref _dropped));
        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private static int Clear(ConcurrentDictionary<string, Series> series)
    {
        var count = series.Count;
        series.Clear();
        return count;
    }

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var all = _instruments.GetOrAdd(instrument, _ => new ConcurrentDictionary<string, Series>(StringComparer.Ordinal));
        var labels = PrometheusText.Labels(tags);
        if (!all.TryGetValue(labels, out var series))
        {
            if (Interlocked.Increment(ref _series) > MaxSeries)
            {
                Interlocked.Decrement(ref _series);
                Interlocked.Increment(ref _dropped);
                return;
            }

            series = all.GetOrAdd(labels, _ => new Series(IsHistogram(instrument)));
        }

        if (instrument.IsObservable)
            series.Set(value);
        else
            series.Add(value);
    }

    /// <summary>Whether an instrument's measurements are sorted by size.</summary>
    internal static bool IsHistogram(Instrument instrument) => IsOf(instrument, typeof(Histogram<>));

    /// <summary>Whether an instrument's figure only rises.</summary>
    internal static bool IsCounter(Instrument instrument) => IsOf(instrument, typeof(Counter<>)) || IsOf(instrument, typeof(ObservableCounter<>));

    private static bool IsOf(Instrument instrument, Type kind) => instrument.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == kind;
}
