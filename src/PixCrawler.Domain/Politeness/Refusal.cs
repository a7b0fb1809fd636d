namespace PixCrawler.Domain.Politeness;

/// <summary>A rule of a site that forbids a URL.</summary>
/// <param name="Reason">The stable code, one of <see cref="RefusalReasons"/>.</param>
/// <param name="Evidence">The rule's own words and where they stand, so that it can be shown that they were honoured.</param>
public sealed record Refusal(string Reason, string Evidence);

/// <summary>The stable codes of refusals. A code never changes its meaning.</summary>
public static class RefusalReasons
{
    /// <summary>The site's robots.txt disallows the URL (RFC 9309).</summary>
    public const string RobotsDisallowed = "robots-disallowed";

    /// <summary>The answer's <c>X-Robots-Tag</c> opts out.</summary>
    public const string Header = "opt-out-header";

    /// <summary>The rights for text and data mining are reserved (TDM Reservation Protocol), in a header or the site's file.</summary>
    public const string TdmRep = "opt-out-tdmrep";

    /// <summary>The site's ai.txt disallows the URL.</summary>
    public const string AiTxt = "opt-out-ai-txt";

    /// <summary>The answer's <c>Content-Usage</c> says no to training.</summary>
    public const string ContentUsage = "opt-out-content-usage";
}
