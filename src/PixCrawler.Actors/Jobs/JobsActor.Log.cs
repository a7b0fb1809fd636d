using PixCrawler.Actors.Hosting;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Actors.Jobs;

internal sealed partial class JobsActor
{
    private void LogCrashed(JobId jobId, Exception error) => _services.Log
        .ForContext("JobId", jobId)
        .ForContext("EventId", EventIds.SupervisorFailed)
        .ForContext("Operation", "supervise")
        .ForContext("ResourceId", jobId)
        .ForContext("RestartCount", 0)
        .ForContext("ErrorType", error.GetType().Name)
        .Error(error, "The job's supervisor failed");
}
