using Akka.Actor;
using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Observability;
using PixCrawler.Actors.Validation;
using PixCrawler.Datasets;
using PixCrawler.Domain.Supervision;
using PixCrawler.Net.Downloads;
using PixCrawler.Net.Sources;
using Serilog;

namespace PixCrawler.Actors.Jobs;

/// <summary>What the process offers to every job.</summary>
internal sealed record JobServices
{
    public required IDownloader Downloader { get; init; }

    public required IDatasetStore Store { get; init; }

    public required IUrlListReader Lists { get; init; }

    public required IImageValidatorFactory Validators { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILogger Log { get; init; }

    public required PixCrawlerOptions Options { get; init; }

    public required int MaxAttempts { get; init; }

    public required IDiskSpace Disk { get; init; }

    /// <summary>The process's download places.</summary>
    public required IActorRef Capacity { get; init; }

    /// <summary>The hosts' gates.</summary>
    public required IActorRef Hosts { get; init; }

    /// <summary>What the operator can do about the process's surroundings now, for people; null while nothing is wrong.</summary>
    public Func<string?> Advice { get; init; } = () => null;

    /// <summary>The figures of the process.</summary>
    public CrawlMetrics Metrics { get; init; } = new();

    public RestartPolicy Restarts => Options.Restarts;

    public TimeSpan ReportInterval => Options.ReportInterval;
}
