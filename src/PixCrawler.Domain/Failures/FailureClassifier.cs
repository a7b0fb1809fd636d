using PixCrawler.Contracts.Errors;

namespace PixCrawler.Domain.Failures;

/// <summary>Sorts errors into classes by their types and status codes, never by text (failure-semantics C3, C4).</summary>
public static class FailureClassifier
{
    /// <summary>Says what an error means.</summary>
    /// <param name="error">The error.</param>
    /// <returns>Its class; anything that is not one of the product's own errors is unknown, but for cancellation.</returns>
    public static FailureClass Classify(Exception error) => error switch
    {
        TransientException => FailureClass.Transient,
        PermanentException => FailureClass.Permanent,
        InfrastructureException => FailureClass.Infrastructure,
        OperationCanceledException => FailureClass.Cancelled,
        _ => FailureClass.Unknown,
    };
}
