using System.Diagnostics.Metrics;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Datasets.Reports;

namespace PixCrawler.Actors.Observability;

/// <summary>The figures of the actors (failure-semantics D7, docs/metrics.md). No tag ever holds a URL or a host.</summary>
internal sealed class CrawlMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "PixCrawler.Actors";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _images;
    private readonly Counter<long> _restarts;
    private readonly UpDownCounter<long> _jobs;
    private readonly UpDownCounter<long> _circuits;
    private readonly Histogram<double> _stages;
    private long _waiting;
    private long _inUse;
    private long _validations;

    public CrawlMetrics()
    {
        _images = _meter.CreateCounter<long>("pixcrawler.images", "{image}", "URLs by how they ended: status, reason class.");
        _restarts = _meter.CreateCounter<long>("pixcrawler.worker.restarts", "{restart}", "Restarts by kind of worker.");
        _jobs = _meter.CreateUpDownCounter<long>("pixcrawler.jobs", "{job}", "Jobs by status, since the process began.");
        _circuits = _meter.CreateUpDownCounter<long>("pixcrawler.hosts.circuits_open", "{host}", "Hosts whose circuit is open.");
        _stages = _meter.CreateHistogram<double>("pixcrawler.stage.duration", "s", "How long an image spends in a stage: download, validate, store.");
        _meter.CreateObservableGauge("pixcrawler.slots.waiting", () => Interlocked.Read(ref _waiting), "{slot}", "Slots that wait for a place to download in.");
        _meter.CreateObservableGauge("pixcrawler.downloads.places_in_use", () => Interlocked.Read(ref _inUse), "{place}", "Places to download in that are held.");
        _meter.CreateObservableGauge("pixcrawler.validation.queue", () => Interlocked.Read(ref _validations), "{image}", "Images that wait for a validator.");
    }

    /// <summary>The meter, to tell it from those of other hosts in the process.</summary>
    internal Meter Meter => _meter;

    /// <summary>A slot came to its end.</summary>
    public void Settled(Settlement settlement) => _images.Add(
        1,
        new KeyValuePair<string, object?>("status", settlement.Status.ToString().ToLowerInvariant()),
        new KeyValuePair<string, object?>("reason_class", ReasonClass(settlement.Reason)));

    /// <summary>A worker failed and will run again.</summary>
    public void Restarted(WorkerKind kind) =>
        _restarts.Add(1, new KeyValuePair<string, object?>("kind", kind.ToString().ToLowerInvariant()));

    /// <summary>A job went from one status to another.</summary>
    public void JobChanged(JobStatus? from, JobStatus to)
    {
        if (from is { } left)
            _jobs.Add(-1, StatusTag(left));
        _jobs.Add(1, StatusTag(to));
    }

    /// <summary>A host's circuit opened or closed.</summary>
    public void HostCircuit(bool isOpen) => _circuits.Add(isOpen ? 1 : -1);

    /// <summary>An image has been through a stage.</summary>
    public void Stage(string stage, TimeSpan took) =>
        _stages.Record(took.TotalSeconds, new KeyValuePair<string, object?>("stage", stage));

    /// <summary>How the places to download in stand.</summary>
    public void Places(int waiting, int inUse)
    {
        Interlocked.Exchange(ref _waiting, waiting);
        Interlocked.Exchange(ref _inUse, inUse);
    }

    /// <summary>More or fewer images wait for a validator.</summary>
    public void ValidationsChanged(int by) => Interlocked.Add(ref _validations, by);

    public void Dispose() => _meter.Dispose();

    // Reasons are codes of this product; a class of status codes stands for its members, anything unknown for itself.
    private static string ReasonClass(string? reason) => reason switch
    {
        null => "none",
        ['h', 't', 't', 'p', '-', var hundreds and >= '1' and <= '9', _, _] => $"http-{hundreds}xx",
        _ => ReasonTexts.KnownReasons.Contains(reason) ? reason : "other",
    };

    private static KeyValuePair<string, object?> StatusTag(JobStatus status) => new("status", status.ToString().ToLowerInvariant());
}
