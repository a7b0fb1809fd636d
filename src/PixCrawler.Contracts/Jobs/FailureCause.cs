using PixCrawler.Contracts.Chunks;

namespace PixCrawler.Contracts.Jobs;

/// <summary>Why a worker failed, as it is kept in the journal and shown to people.</summary>
/// <param name="Kind">What kind of failure it was.</param>
/// <param name="Reason">The stable code (kebab-case) that open slots are counted under when the worker is given up.</param>
/// <param name="ErrorType">The error's type name.</param>
/// <param name="Message">What happened, for people.</param>
public sealed record FailureCause(FailureKind Kind, string Reason, string ErrorType, string Message);
