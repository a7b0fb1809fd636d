namespace PixCrawler.Actors.Hosting;

/// <summary>
/// Names the jobs actor in the actor registry, for host apps that speak actor: ask for <c>IRequiredActor&lt;PixCrawlerJobs&gt;</c>, and send it
/// <see cref="Contracts.Jobs.SubmitJob"/>, <see cref="Contracts.Jobs.GetJobStatus"/>, <see cref="Contracts.Jobs.CancelJob"/>, <see cref="Contracts.Jobs.RetryFailed"/>.
/// </summary>
public sealed class PixCrawlerJobs
{
    private PixCrawlerJobs()
    {
    }
}
