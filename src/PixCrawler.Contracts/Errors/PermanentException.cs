namespace PixCrawler.Contracts.Errors;

/// <summary>
/// An outside call failed in a way that trying again cannot mend. Retried: never, by no layer; the item ends as failed
/// (permanent) after one attempt. Status codes that no table lists end here too.
/// </summary>
public class PermanentException : CrawlException
{
    /// <inheritdoc cref="CrawlException(string, string, Exception)"/>
    public PermanentException(string reason, string message, Exception? innerException = null)
        : base(reason, message, innerException)
    {
    }
}

/// <summary>The request itself makes no sense (bad URL, forbidden scheme or address). Retried: never, by no layer.</summary>
public sealed class InvalidInputException : PermanentException
{
    /// <inheritdoc cref="CrawlException(string, string, Exception)"/>
    public InvalidInputException(string reason, string message, Exception? innerException = null)
        : base(reason, message, innerException)
    {
    }
}

/// <summary>The server says that there is nothing here (404). Retried: never, by no layer.</summary>
public sealed class NotFoundException : PermanentException
{
    /// <inheritdoc cref="CrawlException(string, string, Exception)"/>
    public NotFoundException(string reason, string message, Exception? innerException = null)
        : base(reason, message, innerException)
    {
    }
}

/// <summary>
/// The server refuses the credential or asks for one (401, 403). Retried: never, by no layer; a provider's circuit opens at once.
/// </summary>
public sealed class AuthenticationFailedException : PermanentException
{
    /// <inheritdoc cref="CrawlException(string, string, Exception)"/>
    public AuthenticationFailedException(string reason, string message, Exception? innerException = null)
        : base(reason, message, innerException)
    {
    }
}

/// <summary>The server calls the request malformed (400). Retried: never, by no layer.</summary>
public sealed class BadRequestException : PermanentException
{
    /// <inheritdoc cref="CrawlException(string, string, Exception)"/>
    public BadRequestException(string reason, string message, Exception? innerException = null)
        : base(reason, message, innerException)
    {
    }
}

/// <summary>
/// A rule of the site forbids the URL (robots.txt, an opt-out). Not a failure: the item ends as refused, with the rule as evidence.
/// Retried: never, by no layer.
/// </summary>
public sealed class RefusedException : PermanentException
{
    /// <inheritdoc cref="CrawlException(string, string, Exception)"/>
    public RefusedException(string reason, string message, Exception? innerException = null)
        : base(reason, message, innerException)
    {
    }
}

/// <summary>
/// The provider says that the credential's quota is used up or its billing is off (a 429 with such an error code). Retried: never,
/// by no layer; the credential's circuit opens at once.
/// </summary>
public sealed class QuotaExhaustedException : PermanentException
{
    /// <inheritdoc cref="CrawlException(string, string, Exception)"/>
    public QuotaExhaustedException(string reason, string message, Exception? innerException = null)
        : base(reason, message, innerException)
    {
    }
}
