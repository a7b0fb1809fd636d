using System.Net.Http.Headers;
using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Politeness;
using PixCrawler.Domain.Urls;

namespace PixCrawler.Net.Politeness;

/// <summary>Judges what an answer's headers say about its use, before its body is read.</summary>
/// <param name="options">Which signals are respected.</param>
/// <param name="timeProvider">The clock that dates in them are judged by.</param>
public sealed class ResponseOptOuts(PolitenessOptions options, TimeProvider timeProvider)
{
    internal void ThrowIfAny(HttpResponseMessage response, CrawlUrl url)
    {
        var refusal =
            (options.RespectRobotsTag ? OptOutSignals.InRobotsTag(Values(response, "X-Robots-Tag"), PolitenessOptions.ProductToken, timeProvider.GetUtcNow()) : null)
            ?? (options.RespectTdmRep ? OptOutSignals.InTdmReservation(Values(response, "tdm-reservation")) : null)
            ?? (options.RespectContentUsage ? OptOutSignals.InContentUsage(Values(response, "Content-Usage")) : null);
        if (refusal is not null)
        {
            throw new RefusedException(refusal.Reason, $"{url.Host}: {refusal.Evidence} (seen {timeProvider.GetUtcNow():u})")
            {
                HttpStatus = (int)response.StatusCode,
            };
        }
    }

    private static HeaderStringValues Values(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? values : default;
}
