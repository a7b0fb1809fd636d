using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Domain.Failures;

/// <summary>Turns an error into the cause that is kept and shown.</summary>
public static class FailureCauses
{
    /// <summary>The reason code of an error that nobody foresaw.</summary>
    public const string UnexpectedError = "unexpected-error";

    /// <summary>Describes an error.</summary>
    /// <param name="error">The error.</param>
    /// <returns>Its kind, reason code, type and message.</returns>
    public static FailureCause Of(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new FailureCause(
            KindOf(FailureClassifier.Classify(error)),
            (error as CrawlException)?.Reason ?? UnexpectedError,
            error.GetType().Name,
            error.Message);
    }

    private static FailureKind KindOf(FailureClass failure) => failure switch
    {
        FailureClass.Transient => FailureKind.Transient,
        FailureClass.Permanent => FailureKind.Permanent,
        FailureClass.Infrastructure => FailureKind.Infrastructure,
        _ => FailureKind.Unknown,
    };
}
