using Akka.Actor;
using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Jobs;
using PixCrawler.Actors.Observability;
using PixCrawler.Actors.Supervision;
using PixCrawler.Datasets.Reports;
using Serilog;

namespace PixCrawler.Actors.Datasets;

/// <summary>The account of the whole dataset is written.</summary>
internal sealed record DatasetPackaged
{
    public static DatasetPackaged Instance { get; } = new();
}

/// <summary>Writes the account of the whole dataset, once all chunks are settled.</summary>
internal sealed class PackagingActor : ReceiveActor
{
    private readonly JobRun _job;
    private readonly DatasetSummary _summary;
    private volatile string _step = "begins";

    /// <summary>Creates a run.</summary>
    /// <param name="summary">The account, but for what only the disk knows.</param>
    /// <param name="job">What the job offers.</param>
    /// <param name="log">The job's log.</param>
    public PackagingActor(DatasetSummary summary, JobRun job, ILogger log)
    {
        (_summary, _job) = (summary, job);
        Receive<DatasetPackaged>(packaged => Context.Parent.Tell(packaged));
        Receive<PackagingFailed>(failed => Rethrow.Raise(failed.Error));
        Receive<LogStateNow>(_ => log
            .ForContext("EventId", EventIds.PackagingState)
            .ForContext("Operation", "log-state")
            .Information("Packaging {Doing}: {Kept} images of {Planned} URLs", _step, summary.Tally.Kept, summary.PlannedSlots));
    }

    protected override void PreStart() => PackageAsync().PipeTo(
        Self, success: () => DatasetPackaged.Instance, failure: error => new PackagingFailed(error));

    private async Task PackageAsync()
    {
        _step = "removes temporary files";
        await _job.Folder.CollectTemporaryFilesAsync(_job.Stopping);
        _step = "counts files";
        var files = await _job.Folder.CountFilesAsync(_job.Stopping);
        _step = "writes the report";
        await _job.Folder.WriteSummaryAsync(_summary with { Files = files }, _job.Stopping);
    }

    private sealed record PackagingFailed(Exception Error);
}
