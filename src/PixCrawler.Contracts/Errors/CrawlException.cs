namespace PixCrawler.Contracts.Errors;

/// <summary>
/// The root of every error this product raises on purpose. The concrete class says whether, where and how often the failed
/// work is tried again (failure-semantics, section C); <see cref="Reason"/> is the stable code that ends up in the account.
/// </summary>
public abstract class CrawlException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="reason">A stable code in kebab-case, for example <c>http-404</c>.</param>
    /// <param name="message">What happened, for people.</param>
    /// <param name="innerException">The original error, where there is one.</param>
    protected CrawlException(string reason, string message, Exception? innerException = null)
        : base(message, innerException) => Reason = reason;

    /// <summary>A stable code in kebab-case; reports and filters use it, so it never changes its meaning.</summary>
    public string Reason { get; }

    /// <summary>The status code the server answered with, where it answered at all.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>How many attempts the operation layer made before it gave up; 0 where the error arose outside of it.</summary>
    public int Attempts { get; set; }
}
