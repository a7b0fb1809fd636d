using Akka.Actor;
using PixCrawler.Actors.Jobs;
using PixCrawler.Actors.Supervision;
using PixCrawler.Datasets.Reports;

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

    /// <summary>Creates a run.</summary>
    /// <param name="summary">The account, but for what only the disk knows.</param>
    /// <param name="job">What the job offers.</param>
    public PackagingActor(DatasetSummary summary, JobRun job)
    {
        (_summary, _job) = (summary, job);
        Receive<DatasetPackaged>(packaged => Context.Parent.Tell(packaged));
        Receive<PackagingFailed>(failed => Rethrow.Raise(failed.Error));
    }

    protected override void PreStart() => PackageAsync().PipeTo(
        Self, success: () => DatasetPackaged.Instance, failure: error => new PackagingFailed(error));

    private async Task PackageAsync()
    {
        await _job.Folder.CollectTemporaryFilesAsync(_job.Stopping);
        var files = await _job.Folder.CountFilesAsync(_job.Stopping);
        await _job.Folder.WriteSummaryAsync(_summary with { Files = files }, _job.Stopping);
    }

    private sealed record PackagingFailed(Exception Error);
}
