namespace PixCrawler.Contracts.Errors;

/// <summary>Which of the product's own foundations failed.</summary>
public enum InfrastructureKind
{
    /// <summary>The database connection was lost or refused.</summary>
    Database,

    /// <summary>The journal could not be written or read.</summary>
    Journal,

    /// <summary>The disk is full, missing or not writable.</summary>
    Disk,

    /// <summary>A memory budget was refused (a real out-of-memory ends the process instead).</summary>
    Memory,
}

/// <summary>
/// Something the product stands on failed; the outside world is not to blame. Retried: never by the operation layer; the
/// supervision layer starts the worker again, 3 restarts 60 s apart, then the chunk is failed with its cause and the job goes on.
/// </summary>
public sealed class InfrastructureException : CrawlException
{
    /// <summary>Creates the error.</summary>
    /// <param name="kind">The foundation that failed.</param>
    /// <param name="message">What happened, for people.</param>
    /// <param name="innerException">The original error.</param>
    public InfrastructureException(InfrastructureKind kind, string message, Exception? innerException = null)
        : base(ReasonOf(kind), message, innerException) => Kind = kind;

    /// <summary>The foundation that failed.</summary>
    public InfrastructureKind Kind { get; }

    /// <summary>The reason code that failures of a foundation are counted under.</summary>
    /// <param name="kind">The foundation.</param>
    /// <returns>For example <c>infrastructure-disk</c>.</returns>
    public static string ReasonOf(InfrastructureKind kind) => kind switch
    {
        InfrastructureKind.Database => "infrastructure-database",
        InfrastructureKind.Journal => "infrastructure-journal",
        InfrastructureKind.Disk => "infrastructure-disk",
        _ => "infrastructure-memory",
    };
}
