namespace PixCrawler.Contracts.Errors;

/// <summary>
/// An outside call failed in a way that may pass. Retried: by the operation layer only, 3 attempts in all (2 s and 4 s apart in
/// the network profile); then the item ends as failed (transient). The supervision layer never restarts a worker for it.
/// </summary>
public abstract class TransientException : CrawlException
{
    /// <inheritdoc cref="CrawlException(string, string, Exception)"/>
    protected TransientException(string reason, string message, Exception? innerException = null)
        : base(reason, message, innerException)
    {
    }

    /// <summary>How long the server asked to be left alone (Retry-After), where it said so in a form that can be read.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>The server says that it is asked too often (429). Retried: 3 attempts in all, after max(Retry-After, schedule).</summary>
public sealed class RateLimitedException : TransientException
{
    /// <inheritdoc cref="CrawlException(string, string, Exception)"/>
    public RateLimitedException(string reason, string message, Exception? innerException = null)
        : base(reason, message, innerException)
    {
    }
}

/// <summary>The server cannot answer now (503, 504). Retried: 3 attempts in all, after max(Retry-After, schedule).</summary>
public sealed class ServiceUnavailableException : TransientException
{
    /// <inheritdoc cref="CrawlException(string, string, Exception)"/>
    public ServiceUnavailableException(string reason, string message, Exception? innerException = null)
        : base(reason, message, innerException)
    {
    }
}

/// <summary>The attempt took longer than its limit, headers or body. Retried: 3 attempts in all, by the schedule.</summary>
public sealed class RequestTimeoutException : TransientException
{
    /// <inheritdoc cref="CrawlException(string, string, Exception)"/>
    public RequestTimeoutException(string reason, string message, Exception? innerException = null)
        : base(reason, message, innerException)
    {
    }
}

/// <summary>
/// The connection could not be made or broke, the body included. Retried: 3 attempts in all, by the schedule.
/// </summary>
public sealed class NetworkFailureException : TransientException
{
    /// <inheritdoc cref="CrawlException(string, string, Exception)"/>
    public NetworkFailureException(string reason, string message, Exception? innerException = null)
        : base(reason, message, innerException)
    {
    }
}

/// <summary>
/// Calls to the provider are held back because the last ones failed; nothing was sent. Retried: after
/// <see cref="TransientException.RetryAfter"/>, when the item is given back; none of its 3 attempts in all is used up by it.
/// </summary>
public sealed class CircuitOpenException : TransientException
{
    /// <inheritdoc cref="CrawlException(string, string, Exception)"/>
    public CircuitOpenException(string reason, string message, Exception? innerException = null)
        : base(reason, message, innerException)
    {
    }
}
