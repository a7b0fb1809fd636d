using PixCrawler.Actors.Hosting;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Actors.Jobs;

internal sealed partial class JobsActor
{
    private void LogCrashed(JobId jobId, Exception error) => _services.Log
        .ForContext("JobId", jobId)
        .ForContext("EventId", EventIds.SupervisorFailed)
        .ForContext("ErrorType", error.GetType().Name)
        .Error(error, "The job's supervisor failed");
}
