using Akka.Actor;
using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Observability;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using Serilog;
using Serilog.Events;

namespace PixCrawler.Actors.Jobs;

internal sealed partial class JobSupervisorActor
{
    private string? _advice;

    private new ILogger Log => _services.Log.ForContext("JobId", _state.Id);

    // Every transition is counted and logged here.
    private void Observe(IJobEvent jobEvent)
    {
        switch (jobEvent)
        {
            case JobStarted:
                _services.Metrics.JobChanged(null, JobStatus.Running);
                break;
            case WorkerFailed { RestartDueAt: not null } failed:
                _services.Metrics.Restarted(failed.Worker.Kind);
                break;
            case JobEnded ended:
                _services.Metrics.JobChanged(JobStatus.Running, ended.Status);
                break;
        }

        if (!_services.Log.IsEnabled(LogEventLevel.Debug))
            return;
        Log.ForContext("EventId", EventIds.JobTransition)
            .ForContext("Operation", "supervise")
            .ForContext("ResourceId", WorkerOf(jobEvent))
            .Debug("{Event}", jobEvent.GetType().Name);
    }

    private static string? WorkerOf(IJobEvent jobEvent) => jobEvent switch
    {
        WorkerStarted started => started.Worker.ToString(),
        WorkerFailed failed => failed.Worker.ToString(),
        WorkerInterrupted interrupted => interrupted.Worker.ToString(),
        ChunkPlanned planned => new WorkerId(WorkerKind.Chunk, planned.Number).ToString(),
        ChunkSettled settled => new WorkerId(WorkerKind.Chunk, settled.Number).ToString(),
        _ => null,
    };

    private void PassOnLogState()
    {
        if (_state.Specification is null)
        {
            Sender.Tell(new JobNotFound(_state.Id));
            TellIfUnknown();
            return;
        }

        LogState(LogEventLevel.Information);
        foreach (var worker in _workers.Keys.Concat(_closing.Keys).Append(_services.Capacity).Append(_services.Hosts))
            worker.Tell(LogStateNow.Instance);
        _job?.ValidationQueue.Tell(LogStateNow.Instance);
        Sender.Tell(new StateLogged(_state.Id));
    }

    // What was wrong is told as long as the job is: the resolver's figures are those of the last minute.
    private string? Advice() => _advice = _services.Advice() ?? _advice;

    private void LogState(LogEventLevel level)
    {
        if (!_services.Log.IsEnabled(level))
            return;
        var report = Report();
        Log.ForContext("EventId", EventIds.JobState)
            .ForContext("Operation", "log-state")
            .ForContext("NextRetryAt", report.Retries.IsEmpty ? null : report.Retries[0].DueAt)
            .ForContext("NextRestartAt", report.Restarting.IsEmpty ? null : report.Restarting.Min(restart => restart.DueAt))
            .ForContext("PlanComplete", report.PlanComplete)
            .Write(level, "The job is {Status}: {Settled} of {Planned} URLs settled, {ChunksOpen} of {Chunks} chunks open, {Retrying} retries wait, {Restarting} workers wait for a restart, {Restarts} restarts so far",
                report.Status, report.Tally.Settled, report.PlannedSlots, _state.OpenChunks.Count, report.Chunks,
                report.Retries.Length, report.Restarting.Length, report.Restarts);
    }

    private void LogAccepted() => Log
        .ForContext("EventId", EventIds.JobAccepted)
        .ForContext("UserId", _state.Specification!.UserId)
        .ForContext("Keywords", Array.Empty<string>())
        .ForContext("MaxImages", _state.Specification.MaxUrls)
        .ForContext("Operation", "create-job")
        .Information("Job {Name} is accepted; its dataset goes to {OutputFolder}",
            _state.Specification.Name, _state.Specification.OutputFolder);

    private void LogRejected(IReadOnlyList<FieldError> errors) => Log
        .ForContext("EventId", EventIds.JobRejected)
        .ForContext("Operation", "create-job")
        .Error("The job is not accepted: {Errors}", string.Join("; ", errors.Select(error => $"{error.Field}: {error.Problem}")));

    private void LogPlanComplete() => Log
        .ForContext("EventId", EventIds.PlanComplete)
        .ForContext("Operation", "plan")
        .Information("The plan is whole: {Slots} URLs in {Chunks} chunks, {BadRows} bad rows",
            _state.PlannedSlots, _state.Chunks.Count, _state.BadRows);

    private void LogCancelRequested() => Log
        .ForContext("EventId", EventIds.CancelRequested)
        .ForContext("Operation", "cancel-job")
        .Information("The job is being cancelled");

    private void LogResumed() => Log
        .ForContext("EventId", EventIds.JobResumed)
        .ForContext("Operation", "resume-job")
        .Information("The job goes on: {Settled} slots of {Chunks} chunks are settled, {OpenChunks} chunks are open",
            _state.Tally.Settled, _state.Chunks.Count, _state.OpenChunks.Count);

    private void LogDraining() => Log
        .ForContext("EventId", EventIds.JobSuspended)
        .ForContext("Operation", "suspend-job")
        .Information("The process ends: nothing more is begun, and what is under way in {OpenChunks} chunks has {DrainSeconds} s",
            _chunks.Count, _services.Options.DrainSeconds);

    private void LogSuspended() => Log
        .ForContext("EventId", EventIds.JobSuspended)
        .ForContext("Operation", "suspend-job")
        .Information("The job is at rest; it goes on when its process is started again");

    private void LogReopened(JobReopened reopened) => Log
        .ForContext("EventId", EventIds.JobReopened)
        .ForContext("Operation", "retry-failed")
        .Information("The job goes on with its failed slots in {Chunks} chunks ({Reason})", reopened.Chunks.Count, reopened.Reason ?? "all reasons");

    private void LogFruitless(WorkerInterrupted interrupted) => Log
        .ForContext("EventId", EventIds.WorkerInterrupted)
        .ForContext("Operation", "supervise")
        .ForContext("ErrorType", interrupted.Cause!.ErrorType)
        .ForContext("ResourceId", interrupted.Worker)
        .ForContext("RestartCount", _services.Restarts.MaxRestarts)
        .Error("{Worker} is given up after {RestartCount} restarts ({Reason}: {Problem})",
            interrupted.Worker, _services.Restarts.MaxRestarts, interrupted.Cause.Reason, interrupted.Cause.Message);

    private void LogSnapshotFailed(Exception error) => Log
        .ForContext("EventId", EventIds.SnapshotFailed)
        .ForContext("Operation", "supervise")
        .ForContext("ErrorType", error.GetType().Name)
        .Warning(error, "A snapshot of the job could not be saved or deleted; its events are all there");

    private void LogEnded() => Log
        .ForContext("EventId", EventIds.JobEnded)
        .ForContext("Operation", "end-job")
        .Information("The job ended {Status}: {Kept} kept, {Rejected} rejected, {Refused} refused, {Failed} failed, {Cancelled} cancelled",
            _state.Status, _state.Tally.Kept, _state.Tally.Rejected, _state.Tally.Refused, _state.Tally.Failed, _state.Tally.Cancelled);

    private void LogFailure(WorkerFailed failed)
    {
        var log = Log
            .ForContext("ErrorType", failed.Cause.ErrorType)
            .ForContext("ResourceId", failed.Worker)
            .ForContext("Operation", "supervise")
            .ForContext("DueAt", failed.RestartDueAt);
        if (failed.Worker.Kind == WorkerKind.Chunk)
            log = log.ForContext("ChunkId", new ChunkId(_state.Id, failed.Worker.Number));
        var restart = _state.Workers[failed.Worker].RestartCount;
        if (failed.IsPause)
        {
            LogPaused(failed.Worker);
        }
        else if (failed.RestartDueAt is { } due)
        {
            log.ForContext("EventId", EventIds.WorkerRestart)
                .Warning("{Worker} failed ({Reason}: {Problem}); restart {RestartCount} of {MaxRestarts} in {DelaySeconds} s",
                    failed.Worker, failed.Cause.Reason, failed.Cause.Message, restart, _services.Restarts.MaxRestarts,
                    (due - failed.At).TotalSeconds);
        }
        else
        {
            log.ForContext("EventId", EventIds.WorkerGivenUp)
                .Error("{Worker} is given up after {RestartCount} restarts ({Reason}: {Problem})",
                    failed.Worker, restart - 1, failed.Cause.Reason, failed.Cause.Message);
        }
    }

    private void LogPaused(WorkerId worker) => Log
        .ForContext("EventId", EventIds.JobPaused)
        .ForContext("ResourceId", worker)
        .Warning("The disk is full: {FreeMebibytes} MiB are free, {MinFreeMebibytes} MiB are needed; {Worker} looks again in {DelaySeconds} s",
            _freeBytes / Mebibyte, _services.Options.MinFreeDiskMebibytes, worker, _services.Restarts.RestartDelay.TotalSeconds);

    private void LogGoesOn(WorkerId worker) => Log
        .ForContext("EventId", EventIds.JobGoesOn)
        .ForContext("ResourceId", worker)
        .Information("There is room on the disk again; {Worker} goes on", worker);

    private void LogUnexpected(WorkerId worker, Exception error) => Log
        .ForContext("EventId", EventIds.WorkerUnexpected)
        .ForContext("Operation", "supervise")
        .ForContext("RestartCount", 0)
        .ForContext("ErrorType", error.GetType().Name)
        .ForContext("ResourceId", worker)
        .Error(error, "{Worker} failed with an error nobody foresaw", worker);
}
