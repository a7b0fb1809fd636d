namespace PixCrawler.Domain.Politeness;

/// <summary>What a file at a site's well-known path says about its URLs.</summary>
public interface ISiteRule
{
    /// <summary>Judges a URL of the site.</summary>
    /// <param name="pathAndQuery">Its path and query, from the slash on.</param>
    /// <returns>The refusal; null where nothing forbids it.</returns>
    Refusal? Judge(string pathAndQuery);

    /// <summary>The wait between requests that the file asks for; null where it asks for none.</summary>
    TimeSpan? CrawlDelay { get; }
}
