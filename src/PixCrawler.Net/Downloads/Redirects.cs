using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Failures;
using PixCrawler.Domain.Urls;

namespace PixCrawler.Net.Downloads;

/// <summary>Reads redirects. Each target is judged like a URL of its own before it is asked.</summary>
internal static class Redirects
{
    /// <summary>Where an answer sends us.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="from">The URL that was asked.</param>
    /// <returns>The target; null where the answer is no redirect.</returns>
    /// <exception cref="PermanentException">There is no single target, or it may not be followed.</exception>
    public static CrawlUrl? Target(HttpResponseMessage response, CrawlUrl from)
    {
        var status = (int)response.StatusCode;
        if (status is not (301 or 302 or 303 or 307 or 308))
            return null;
        if (!response.Headers.NonValidated.TryGetValues("Location", out var values)
            || values.Count != 1 || string.IsNullOrWhiteSpace(values.ToString()))
            throw new PermanentException(FailureReasons.RedirectInvalid, $"{from.Host} redirects without saying where to.") { HttpStatus = status };
        var target = from.Redirect(values.ToString());
        if (from.IsHttps && !target.IsHttps)
            throw new PermanentException(FailureReasons.RedirectDowngrade, $"{from.Host} redirects from https to http.") { HttpStatus = status };
        return target;
    }
}
