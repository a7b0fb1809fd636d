namespace PixCrawler.ImageFarm;

/// <summary>What one host says at its well-known paths. A null text is answered with 404.</summary>
public sealed record FarmSite
{
    /// <summary>The body of <c>/robots.txt</c> (RFC 9309).</summary>
    public string? RobotsTxt { get; init; } = "User-agent: *\nDisallow: /private/\n";

    /// <summary>The status of <c>/robots.txt</c> when it has a text, 200 to 599.</summary>
    public int RobotsStatus { get; init; } = 200;

    /// <summary>The body of <c>/ai.txt</c>.</summary>
    public string? AiTxt { get; init; }

    /// <summary>The body of <c>/.well-known/tdmrep.json</c> (TDM Reservation Protocol).</summary>
    public string? TdmRepJson { get; init; }
}
