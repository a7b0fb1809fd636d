using PixCrawler.Contracts.Errors;

namespace PixCrawler.Domain.Failures;

/// <summary>Turns an answer that is no success into the error that stands for it (failure-semantics C1).</summary>
public static class StatusErrors
{
    /// <summary>Makes the error.</summary>
    /// <param name="status">The status code.</param>
    /// <param name="table">What status codes mean here.</param>
    /// <param name="host">The host that answered, for the message.</param>
    /// <param name="retryAfter">How long the server asked to be left alone; only transient errors carry it.</param>
    /// <param name="retryAfterMax">The longest such time an item waits for.</param>
    /// <returns>An error of the class the table says, with reason and status set.</returns>
    public static CrawlException From(int status, StatusTable table, string host, TimeSpan? retryAfter, TimeSpan retryAfterMax)
    {
        ArgumentNullException.ThrowIfNull(table);
        var tooLong = retryAfter > retryAfterMax;
        var transient = table.ClassOf(status) == FailureClass.Transient;
        var reason = transient && tooLong ? FailureReasons.RetryAfterTooLong : FailureReasons.Http(status);
        var message = transient && tooLong
            ? $"{host} answered {status} and asks to be left alone for {retryAfter!.Value.TotalSeconds:0} s; at most {retryAfterMax.TotalSeconds:0} s are waited for."
            : $"{host} answered {status}.";
        if (transient)
        {
            return status switch
            {
                429 => new RateLimitedException(reason, message) { HttpStatus = status, RetryAfter = retryAfter },
                408 => new RequestTimeoutException(reason, message) { HttpStatus = status, RetryAfter = retryAfter },
                _ => new ServiceUnavailableException(reason, message) { HttpStatus = status, RetryAfter = retryAfter },
            };
        }

        return status switch
        {
            400 => new BadRequestException(reason, message) { HttpStatus = status },
            401 or 403 => new AuthenticationFailedException(reason, message) { HttpStatus = status },
            404 => new NotFoundException(reason, message) { HttpStatus = status },
            _ => new PermanentException(reason, message) { HttpStatus = status },
        };
    }
}
