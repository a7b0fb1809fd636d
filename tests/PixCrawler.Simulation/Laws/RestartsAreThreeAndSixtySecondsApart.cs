using PixCrawler.Simulation.World;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Simulation.Laws;

/// <summary>
/// After a failure of the foundations a worker runs again, sixty seconds later, three times at most; after any other failure never (A2 to
/// A6, R5).
/// </summary>
internal sealed class RestartsAreThreeAndSixtySecondsApart : Law
{
    private const int MaxRestarts = 3;
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(60);

    protected override void Judge(SimRecord record)
    {
        var workers = record.Job.Select(committed => WorkerOf(committed.Event)).OfType<WorkerId>().Distinct();
        foreach (var worker in workers)
            Judge(worker, record.Job.Where(committed => WorkerOf(committed.Event) is not { } other || other == worker));
    }

    private void Judge(WorkerId worker, IEnumerable<Committed> events)
    {
        var (restarts, earliest, isOver, isClosing, run) = (0, TimeSpan.Zero, false, false, 0);
        foreach (var committed in events)
        {
            switch (committed.Event)
            {
                case WorkerStarted started:
                    Check(!isOver, $"{worker} ran again after it had failed for good");
                    Check(committed.At >= earliest, $"{worker} ran again at {committed.At}, and not before {earliest} was it due");
                    Check(started.Run > run, $"run {started.Run} of {worker} comes after its run {run}");
                    run = started.Run;
                    break;
                case WorkerInterrupted interrupted:
                    // It did not fail, its process did: it goes on at once.
                    earliest = TimeSpan.Zero;
                    isOver = interrupted.Cause is not null;
                    break;
                case JobCancelRequested when worker.Kind is WorkerKind.Deduplication:
                    // A cancelled job's account of duplicates is brought to its end at once, by a last run (E4).
                    (earliest, isClosing) = (TimeSpan.Zero, true);
                    break;
                case JobReopened:
                    (restarts, earliest, isOver, isClosing) = (0, TimeSpan.Zero, false, false);
                    break;
                case WorkerFailed { Cause.Kind: FailureKind.Infrastructure } failed:
                    earliest = committed.At + Apart - Slack(failed, committed);
                    if (!failed.IsPause && failed.RestartDueAt is not null)
                        restarts++;
                    Check(restarts <= MaxRestarts, $"{worker} was to be restarted {restarts} times");
                    Check(failed.RestartDueAt is null || failed.RestartDueAt >= failed.At + Apart, $"{worker} is due before its time");
                    Check(failed.RestartDueAt is null || !isClosing, $"{worker} is to be restarted after its last run");
                    isOver = failed.RestartDueAt is null;
                    break;
                case WorkerFailed failed:
                    Check(failed.RestartDueAt is null, $"{worker} is to be restarted after {failed.Cause.Reason}");
                    isOver = true;
                    break;
            }
        }
    }

    // The sixty seconds begin with the failure; its event may have been under way for a while.
    private static TimeSpan Slack(WorkerFailed failed, Committed committed) => Engine.SimLoop.Epoch + committed.At - failed.At;

    private static WorkerId? WorkerOf(object journalEvent) => journalEvent switch
    {
        WorkerStarted started => started.Worker,
        WorkerFailed failed => failed.Worker,
        WorkerInterrupted interrupted => interrupted.Worker,
        _ => null,
    };
}
