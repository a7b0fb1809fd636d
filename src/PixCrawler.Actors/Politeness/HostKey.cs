using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Urls;

namespace PixCrawler.Actors.Politeness;

/// <summary>Which gate a URL goes through.</summary>
internal static class HostKey
{
    /// <summary>The host of a URL; nothing for one that has none, whose own request will say what is wrong with it.</summary>
    public static string Of(string url)
    {
        try
        {
            return CrawlUrl.Parse(url).Host;
        }
        catch (InvalidInputException)
        {
            return "";
        }
    }
}
