using PixCrawler.Contracts.Chunks;

namespace PixCrawler.Simulation.Laws;

/// <summary>No URL is asked more than three times in all, and never before the attempt is in the journal (B11, R3).</summary>
internal sealed class AtMostThreeRequestsPerUrl : Law
{
    private const int MaxAttempts = 3;

    protected override void Judge(SimRecord record)
    {
        var slotsOf = record.Wanted.GroupBy(url => url).ToDictionary(url => url.Key, url => url.Count());
        var claims = record.Chunks.SelectMany(chunk => chunk).Where(committed => committed.Event is AttemptClaimed)
            .ToLookup(committed => UrlOf(record, (AttemptClaimed)committed.Event), committed => committed.Step);
        foreach (var url in record.Universe.Web.Log.Where(request => slotsOf.ContainsKey(request.Url)).GroupBy(request => request.Url))
        {
            Check(url.Count() <= MaxAttempts * slotsOf[url.Key], $"{url.Key} was asked {url.Count()} times");
            var asked = 0;
            foreach (var request in url)
            {
                asked++;
                Check(claims[url.Key].Count(step => step <= request.Step) >= asked, $"request {asked} for {url.Key} was made before its attempt was in the journal");
            }
        }

        foreach (var url in record.Universe.Web.Log.Where(request => !slotsOf.ContainsKey(request.Url) && !request.IsSiteFile).GroupBy(request => request.Url))
            Check(
                url.Count() <= MaxAttempts * slotsOf.GetValueOrDefault(url.Key.Replace("/moved/", "/", StringComparison.Ordinal)),
                $"{url.Key}, which nobody wants, was asked {url.Count()} times");
    }

    private static string UrlOf(SimRecord record, AttemptClaimed claimed) =>
        record.Universe.Disk.Plans[claimed.Chunk.Number][claimed.Slot].Url;
}
