using Akka.Actor;
using PixCrawler.Actors.Datasets;
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
    private const long Mebibyte = 1024 * 1024;

    public required IDownloader Downloader { get; init; }

    public required IDatasetStore Store { get; init; }

    public required IUrlListReader Lists { get; init; }

    public required IImageValidatorFactory Validators { get; init; }

    /// <summary>What exports do.</summary>
    public required IDatasetExports Exports { get; init; }

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

    /// <summary>The free space below which a disk counts as full, in bytes.</summary>
    public long MinFreeBytes => Options.MinFreeDiskMebibytes * Mebibyte;

    public RestartPolicy Restarts => Options.Restarts;

    public TimeSpan ReportInterval => Options.ReportInterval;

    /// <summary>Measures the room there is for a job: that of its dataset or of its journal, whichever has less.</summary>
    /// <param name="folder">Where its dataset lies; null where that is not known.</param>
    /// <returns>Bytes; null where nothing can be measured.</returns>
    public long? FreeBytes(string? folder)
    {
        var ofDataset = folder is null ? null : Disk.FreeBytes(folder);
        var ofJournal = Options.Journal.Folder is { } journal ? Disk.FreeBytes(journal) : null;
        return ofDataset < ofJournal ? ofDataset : ofJournal ?? ofDataset;
    }

    /// <summary>What a job that waits for room says of itself.</summary>
    /// <param name="freeBytes">What was measured last; null or plenty when it is the database that says it has none.</param>
    /// <returns>One line for people.</returns>
    public string PausedBy(long? freeBytes) =>
        (freeBytes < MinFreeBytes
            ? $"paused: disk full ({freeBytes / Mebibyte} MiB free, {Options.MinFreeDiskMebibytes} MiB needed)"
            : "paused: disk full (the journal's)")
        + ", goes on by itself when there is room";
}
