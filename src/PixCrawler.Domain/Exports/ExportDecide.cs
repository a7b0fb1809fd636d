using System.Collections.Immutable;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Jobs;
using PixCrawler.Domain.Supervision;

namespace PixCrawler.Domain.Exports;

/// <summary>
/// What a job does about a command for its exports, whether it has ended or not. Pure; a command that makes no sense in the state yields
/// no events.
/// </summary>
public static class ExportDecide
{
    /// <summary>The reason code of a run that ended because its process did in good order.</summary>
    public const string Suspended = "suspended";

    /// <summary>Decides.</summary>
    /// <param name="state">The job's state.</param>
    /// <param name="command">The command.</param>
    /// <param name="now">The time, for the events.</param>
    /// <returns>What happens, in order.</returns>
    public static ImmutableArray<IJobEvent> Decide(this JobState state, ExportCommand command, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return command switch
        {
            ExportCommand.Start start => Start(state, start, now),
            ExportCommand.BeginRun begin => Open(state, begin.Name) is { RestartDueAt: { } due } export && due <= now
                ? [new ExportRunStarted(state.Id, begin.Name, export.Run + 1, now)]
                : [],
            ExportCommand.Complete complete => UnderWay(state, complete.Name, complete.Run) is not null
                ? [new ExportEnded(state.Id, complete.Name, ExportStatus.Completed, complete.Result, null, now)]
                : [],
            ExportCommand.Fail fail => UnderWay(state, fail.Name, fail.Run) is { } export ? [Fail(state, export, fail, now)] : [],
            ExportCommand.Cancel cancel => Open(state, cancel.Name) is not null
                ? [new ExportEnded(state.Id, cancel.Name, ExportStatus.Cancelled, null, null, now)]
                : [],
            ExportCommand.Resume resume => Running(state, (name, export) => Interrupt(state, name, export, resume.Policy, now)),
            ExportCommand.Suspend => Running(state, (name, export) => Suspend(state, name, export, now)),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, "unknown command"),
        };
    }

    private static JobExport? Open(JobState state, string name) =>
        state.Exports.TryGetValue(name, out var export) && export.IsOpen ? export : null;

    private static JobExport? UnderWay(JobState state, string name, int run) =>
        Open(state, name) is { IsRunning: true } export && export.Run == run ? export : null;

    private static ImmutableArray<IJobEvent> Running(JobState state, Func<string, JobExport, IJobEvent> decide) =>
        [.. state.Exports.Where(export => export.Value.IsRunning).Select(export => decide(export.Key, export.Value))];

    private static ImmutableArray<IJobEvent> Start(JobState state, ExportCommand.Start start, DateTimeOffset now) =>
        state.Exports.TryGetValue(start.Name, out var known) && (known.IsOpen || (!start.Refresh && known.IsFor(start.Specification)))
            ? []
            : [new ExportStarted(state.Id, start.Name, start.Specification, now), new ExportRunStarted(state.Id, start.Name, 1, now)];

    private static IJobEvent Fail(JobState state, JobExport export, ExportCommand.Fail fail, DateTimeOffset now)
    {
        var isPause = fail.DiskIsFull && fail.Cause.Kind == FailureKind.Infrastructure;
        var due = isPause ? now + fail.Policy.RestartDelay : fail.Policy.NextRunAt(fail.Cause, fail.Run - export.Uncounted, now);
        return due is { } restart
            ? new ExportRunFailed(state.Id, fail.Name, fail.Run, fail.Cause, restart, now) { IsUncounted = isPause }
            : new ExportEnded(state.Id, fail.Name, ExportStatus.Failed, null, fail.Cause, now);
    }

    // It runs again at once: there is nothing to wait for. Were it not counted, one that kills its process would run for ever.
    private static IJobEvent Interrupt(JobState state, string name, JobExport export, RestartPolicy policy, DateTimeOffset now)
    {
        var cause = new FailureCause(
            FailureKind.Transient, JobDecide.Interrupted, nameof(ExportRunFailed), "the process ended while the export was under way");
        return export.Run - export.Uncounted <= policy.MaxRestarts
            ? new ExportRunFailed(state.Id, name, export.Run, cause, now, now)
            : new ExportEnded(state.Id, name, ExportStatus.Failed, null, cause, now);
    }

    private static ExportRunFailed Suspend(JobState state, string name, JobExport export, DateTimeOffset now)
    {
        var cause = new FailureCause(
            FailureKind.Transient, Suspended, nameof(ExportRunFailed), "the process ended in good order; it goes on when it is started again");
        return new ExportRunFailed(state.Id, name, export.Run, cause, now, now) { IsUncounted = true };
    }
}
