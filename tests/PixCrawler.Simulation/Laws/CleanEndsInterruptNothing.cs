using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Simulation.Laws;

/// <summary>A job that came to rest with its process is gone on with as it was: no run of it counts as interrupted (rolling restarts, SIGTERM).</summary>
internal sealed class CleanEndsInterruptNothing : Law
{
    protected override void Judge(SimRecord record)
    {
        JobSuspended? rest = null;
        foreach (var committed in record.Job)
        {
            if (committed.Event is JobSuspended suspended)
                rest = suspended;
            else if (committed.Event is WorkerInterrupted interrupted)
                Check(rest is null, $"{interrupted.Worker} counts as interrupted, and its process had come to rest");
            else
                rest = null;
        }
    }
}
