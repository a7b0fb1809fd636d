namespace PixCrawler.Contracts.Operations;

/// <summary>
/// Asks for one operation to be carried out. Answered exactly once, by an <see cref="IOperationReply"/>. The same identity twice is
/// one operation while it lasts; each operation may be repeated without harm.
/// </summary>
/// <param name="OperationId">The operation's identity, chosen by the caller.</param>
public abstract record OperationCommand(OperationId OperationId) : IWithOperationId
{
    /// <summary>The job it is done for, where there is one; logs carry it.</summary>
    public Jobs.JobId? JobId { get; init; }

    /// <summary>Who it is done for; free text, used in logs.</summary>
    public string UserId { get; init; } = "local";

    /// <summary>Which limits and which rate hold.</summary>
    public abstract OperationKind Kind { get; }

    /// <summary>What the rate is counted by within the kind; null where the whole kind shares one rate.</summary>
    public virtual string? RateKey => null;
}

/// <summary>An operation's result.</summary>
public abstract record OperationResult;
