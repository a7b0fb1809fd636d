using System.Text.Json.Serialization;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Contracts.Operations;

/// <summary>The one answer to an <see cref="OperationCommand"/>.</summary>
public interface IOperationReply : IWithOperationId;

/// <summary>How an operation that was begun has ended; kept in its journal.</summary>
[JsonDerivedType(typeof(OperationSucceeded), "succeeded")]
[JsonDerivedType(typeof(OperationFailed), "failed")]
[JsonDerivedType(typeof(OperationTimedOut), "timed-out")]
[JsonDerivedType(typeof(OperationCancelled), "cancelled")]
public interface IOperationOutcome : IOperationReply;

/// <summary>It was not begun, for something is wrong with it. Asking again would not help.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="Errors">What is wrong and what to do about it, field by field.</param>
public sealed record OperationRejected(OperationId OperationId, IReadOnlyList<FieldError> Errors) : IOperationReply;

/// <summary>It was not begun, for too many wait already.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="RetryAfter">When asking again may help.</param>
public sealed record OperationRefused(OperationId OperationId, TimeSpan RetryAfter) : IOperationReply;

/// <summary>It is done.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="Result">What came of it.</param>
public sealed record OperationSucceeded(OperationId OperationId, OperationResult Result) : IOperationOutcome;

/// <summary>It failed for good.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="Cause">Why.</param>
/// <param name="Restarts">How often it was started again before.</param>
public sealed record OperationFailed(OperationId OperationId, FailureCause Cause, int Restarts) : IOperationOutcome;

/// <summary>Which of its two limits an operation ran into.</summary>
public enum OperationLimit
{
    /// <summary>It was asked to stop, and did.</summary>
    Soft,

    /// <summary>It did not stop when it was asked to, and was ended from outside.</summary>
    Hard,
}

/// <summary>It took too long. It is not started again.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="Limit">Which limit it ran into.</param>
/// <param name="LimitSeconds">That limit, in seconds.</param>
public sealed record OperationTimedOut(OperationId OperationId, OperationLimit Limit, int LimitSeconds) : IOperationOutcome;

/// <summary>The caller ended it.</summary>
/// <param name="OperationId">The operation.</param>
public sealed record OperationCancelled(OperationId OperationId) : IOperationOutcome;
