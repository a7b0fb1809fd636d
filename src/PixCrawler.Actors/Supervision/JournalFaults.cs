using PixCrawler.Actors.Hosting;
using PixCrawler.Contracts.Errors;

namespace PixCrawler.Actors.Supervision;

/// <summary>Says what a journal's failure means to those who decide about its actor.</summary>
internal static class JournalFaults
{
    /// <summary>Puts a journal's failure into its class: a disk without room is told apart, for it is waited for.</summary>
    /// <param name="cause">What the journal failed with.</param>
    /// <param name="whose">Whose journal it is, for people: "the job".</param>
    /// <returns>An <see cref="InfrastructureException"/>; the cause itself when another incarnation writes this journal.</returns>
    public static Exception Of(Exception cause, string whose)
    {
        if (ActorSystemSetup.IsTakenOver(cause))
            return cause;
        return InfrastructureFaults.Translate(cause) is InfrastructureException { Kind: InfrastructureKind.Disk } disk
            ? disk
            : new InfrastructureException(InfrastructureKind.Journal, $"the journal of {whose} failed: {cause.Message}", cause);
    }
}
