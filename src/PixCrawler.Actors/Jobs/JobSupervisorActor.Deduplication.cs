using Akka.Actor;
using PixCrawler.Actors.Datasets;
using PixCrawler.Actors.Hosting;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Jobs;

namespace PixCrawler.Actors.Jobs;

/// <summary>What is done about images that are there twice, between the last chunk and packaging.</summary>
internal sealed partial class JobSupervisorActor
{
    private Props DeduplicationProps(int run)
    {
        var order = new DeduplicationOrder(run, _state.Chunks.Count, IsClosing: _state.CancelRequested);
        var (job, log) = (_job!, Log);
        return Props.Create(() => new DeduplicationActor(order, job, log));
    }

    private void TakeDuplicates(DuplicatesHandled handled)
    {
        StopWorker(Sender);
        Carry(new JobCommand.Deduplicate(handled.Run, handled.Found, handled.Chunks), MoveOn);
    }

    // A cancelled job does not wait: what is under way ends where it is, and what waits for its time has no time.
    private void CloseDeduplication()
    {
        if (!_state.Workers.TryGetValue(JobState.Deduplication, out var worker))
            return;
        foreach (var actor in _workers.Where(entry => entry.Value.Worker == JobState.Deduplication).Select(entry => entry.Key))
            actor.Tell(Actors.Datasets.CloseDeduplication.Instance);
        if (worker.RestartDueAt is null)
            return;
        Timers.Cancel(JobState.Deduplication);
        _lookAgainAt.Remove(JobState.Deduplication);
        Carry(new JobCommand.BeginRun(JobState.Deduplication));
    }

    private void LogDeduplicated(DatasetDeduplicated deduplicated) => Log
        .ForContext("EventId", EventIds.DatasetDeduplicated)
        .ForContext("Operation", "deduplicate")
        .Information("Images that are there twice: {SameUrl} by URL, {SameBytes} by their bytes, {SameLook} by their look ({Mode}); {Chunks} chunks changed",
            deduplicated.Found.Url, deduplicated.Found.Exact, deduplicated.Found.Near, _state.Specification!.Deduplication!.Mode, deduplicated.Chunks.Count);
}
