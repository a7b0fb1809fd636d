namespace PixCrawler.Domain.Failures;

/// <summary>Errors after which the process cannot go on (failure-semantics C3).</summary>
public static class FatalErrors
{
    /// <summary>Whether memory has really run out, also where libraries have wrapped that; a refused budget is another matter.</summary>
    /// <param name="error">What was thrown.</param>
    /// <returns>Whether the process must end; what was unfinished is run again.</returns>
    public static bool IsFatal(Exception? error) => error switch
    {
        null or InsufficientMemoryException => false,
        OutOfMemoryException => true,
        AggregateException many => many.InnerExceptions.Any(IsFatal),
        _ => IsFatal(error.InnerException),
    };
}
