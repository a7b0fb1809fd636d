using System.Text;
using static PixCrawler.ImageFarm.FarmCase;

namespace PixCrawler.ImageFarm.Behaviours;

/// <summary>The well-known files of a host.</summary>
internal static class SiteBehaviours
{
    public static IReadOnlyList<FarmBehaviour> All { get; } =
    [
        new("/robots.txt", "The site's robots.txt, with the status the site says.",
            x => SendAsync(x, SiteOf(x).RobotsTxt, "text/plain", SiteOf(x).RobotsStatus)),
        new("/ai.txt", "The site's ai.txt.", x => SendAsync(x, SiteOf(x).AiTxt, "text/plain")),
        new("/.well-known/tdmrep.json", "The site's TDM reservation file.", x => SendAsync(x, SiteOf(x).TdmRepJson, "application/json")),
        new("/private/{*path}", "Any behaviour; the default robots.txt forbids it.", x => x.ContinueAsync(),
            Refused("robots-disallowed", "/private/gen/161/320x240.png", "robots-disallowed", requests: 0)),
    ];

    private static FarmSite SiteOf(FarmExchange x) =>
        x.Options.Sites.FirstOrDefault(site => site.Key.Equals(x.Http.Request.Host.Host, StringComparison.OrdinalIgnoreCase)).Value
        ?? x.Options.Site;

    private static Task SendAsync(FarmExchange x, string? text, string type, int status = 200) => text is null
        ? StatusBehaviours.SendStatusAsync(x, 404)
        : x.SendAsync(status, type, Encoding.UTF8.GetBytes(text));
}
