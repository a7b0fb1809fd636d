using Akka.Actor;
using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Jobs;
using PixCrawler.Actors.Observability;
using PixCrawler.Actors.Supervision;
using Serilog;

namespace PixCrawler.Actors.Datasets;

/// <summary>Finds images of the job that are there twice and deals with them, once all chunks are settled. A run may be repeated at any point.</summary>
internal sealed class DeduplicationActor : ReceiveActor
{
    private readonly DeduplicationOrder _order;
    private readonly DatasetDeduplication _deduplication;
    private readonly CancellationToken _stopping;

    /// <summary>Creates a run.</summary>
    /// <param name="order">What it is there for.</param>
    /// <param name="job">What the job offers.</param>
    /// <param name="log">The job's log.</param>
    public DeduplicationActor(DeduplicationOrder order, JobRun job, ILogger log)
    {
        (_order, _stopping) = (order, job.Stopping);
        _deduplication = new DatasetDeduplication(job.Folder, order.Chunks, job.Specification.Deduplication!) { IsClosing = order.IsClosing };
        Receive<DuplicatesHandled>(handled => Context.Parent.Tell(handled));
        Receive<CloseDeduplication>(_ => _deduplication.IsClosing = true);
        Receive<DeduplicationFailed>(failed => Rethrow.Raise(failed.Error));
        Receive<LogStateNow>(_ => log
            .ForContext("EventId", EventIds.DeduplicationState)
            .ForContext("Operation", "log-state")
            .Information("Deduplication {Doing}", _deduplication.Step));
    }

    protected override void PreStart() => _deduplication.RunAsync(_stopping).PipeTo(
        Self,
        success: result => new DuplicatesHandled(_order.Run, result.Found, result.Chunks),
        failure: error => new DeduplicationFailed(error));

    private sealed record DeduplicationFailed(Exception Error);
}
