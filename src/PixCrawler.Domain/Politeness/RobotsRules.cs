namespace PixCrawler.Domain.Politeness;

/// <summary>One rule of a robots.txt that is for us.</summary>
/// <param name="Allows">Whether it allows.</param>
/// <param name="Text">The line, for evidence.</param>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Pattern">What it is about.</param>
public sealed record RobotsRule(bool Allows, string Text, int Line, PathPattern Pattern);

/// <summary>
/// What a robots.txt (RFC 9309), or a file of its form, says to one crawler. The most specific rule decides; of equally long ones
/// the one that allows.
/// </summary>
public sealed class RobotsRules : ISiteRule
{
    private readonly IReadOnlyList<RobotsRule> _rules;
    private readonly string _reason;
    private readonly string _source;

    internal RobotsRules(IReadOnlyList<RobotsRule> rules, TimeSpan? crawlDelay, string reason, string source) =>
        (_rules, CrawlDelay, _reason, _source) = (rules, crawlDelay, reason, source);

    /// <inheritdoc/>
    public TimeSpan? CrawlDelay { get; }

    /// <summary>Reads a robots.txt.</summary>
    /// <param name="body">The file; what is beyond <see cref="RobotsParser.MaxBytes"/> is ignored.</param>
    /// <param name="productToken">Our name in it.</param>
    /// <param name="source">Where and when it was read, for evidence.</param>
    /// <returns>The rules; a file without any allows everything.</returns>
    public static RobotsRules Parse(ReadOnlySpan<byte> body, string productToken, string source = "robots.txt") =>
        RobotsParser.Parse(body, productToken, RefusalReasons.RobotsDisallowed, source);

    /// <summary>Reads an ai.txt, which has the form of a robots.txt.</summary>
    /// <inheritdoc cref="Parse(ReadOnlySpan{byte}, string, string)"/>
    public static RobotsRules ParseAiTxt(ReadOnlySpan<byte> body, string productToken, string source = "ai.txt") =>
        RobotsParser.Parse(body, productToken, RefusalReasons.AiTxt, source);

    /// <inheritdoc/>
    public Refusal? Judge(string pathAndQuery)
    {
        if (_rules.Count == 0 || pathAndQuery == "/robots.txt")
            return null;
        var path = PathPattern.NormalizePath(pathAndQuery);
        RobotsRule? decisive = null;
        foreach (var rule in _rules)
        {
            var isStronger = decisive is null || rule.Pattern.Length > decisive.Pattern.Length
                || (rule.Pattern.Length == decisive.Pattern.Length && rule.Allows && !decisive.Allows);
            if (isStronger && rule.Pattern.Matches(path))
                decisive = rule;
        }

        return decisive is { Allows: false } ? new Refusal(_reason, $"{_source}, line {decisive.Line}: {decisive.Text}") : null;
    }
}
