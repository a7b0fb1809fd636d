using PixCrawler.Actors.Hosting;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Actors.Jobs;

internal sealed partial class JobsActor
{
    private void LogTakenOver(JobId jobId) => _services.Log
        .ForContext("JobId", jobId)
        .ForContext("EventId", EventIds.JobTakenOver)
        .ForContext("Operation", "supervise")
        .Error("Another process goes on with the job; this one leaves it alone");

    private void LogSupervisorRestart(JobId jobId, Exception error, int restart) => _services.Log
        .ForContext("JobId", jobId)
        .ForContext("EventId", EventIds.SupervisorRestart)
        .ForContext("Operation", "supervise")
        .ForContext("ResourceId", jobId)
        .ForContext("ErrorType", error.GetType().Name)
        .Warning(error, "The job's supervisor failed; restart {RestartCount} of {MaxRestarts} in {DelaySeconds} s",
            restart, _services.Restarts.MaxRestarts, _services.Restarts.RestartDelay.TotalSeconds);

    private void LogPaused(JobId jobId, long? freeBytes) => _services.Log
        .ForContext("JobId", jobId)
        .ForContext("EventId", EventIds.JobPaused)
        .ForContext("Operation", "supervise")
        .ForContext("ResourceId", jobId)
        .Warning("The journal cannot be written to because its disk is full: {FreeMebibytes} MiB are free, {MinFreeMebibytes} MiB are needed; the job looks again in {DelaySeconds} s",
            freeBytes / (1024 * 1024), _services.Options.MinFreeDiskMebibytes, _services.Restarts.RestartDelay.TotalSeconds);

    private void LogGoesOn(JobId jobId) => _services.Log
        .ForContext("JobId", jobId)
        .ForContext("EventId", EventIds.JobGoesOn)
        .ForContext("Operation", "supervise")
        .ForContext("ResourceId", jobId)
        .Information("The job looks whether there is room for its journal again, and goes on");

    private void LogCrashed(JobId jobId, Exception error, int restarts) => _services.Log
        .ForContext("JobId", jobId)
        .ForContext("EventId", EventIds.SupervisorFailed)
        .ForContext("Operation", "supervise")
        .ForContext("ResourceId", jobId)
        .ForContext("RestartCount", restarts)
        .ForContext("ErrorType", error.GetType().Name)
        .Error(error, "The job's supervisor failed");
}
