using PixCrawler.Actors.Observability;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Failures;

namespace PixCrawler.Actors.Supervision;

/// <summary>Describes failures for journals, reports and answers: nothing secret may come in (failure-semantics D6).</summary>
internal static class SafeCause
{
    /// <summary>Describes an error, with the secrets taken out of its text.</summary>
    /// <param name="error">The error.</param>
    /// <returns>Its kind, reason code, type and message.</returns>
    public static FailureCause Of(Exception error)
    {
        var cause = FailureCauses.Of(error);
        return cause with { Reason = LogText.Clean(cause.Reason), Message = LogText.Clean(cause.Message) };
    }
}
