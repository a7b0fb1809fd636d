using System.Globalization;
using System.Text;

namespace PixCrawler.Domain.Politeness;

/// <summary>
/// Reads files of the form of robots.txt (RFC 9309) as leniently as the large crawlers do: any line ending, a byte order mark,
/// common misspellings, a missing colon. Lines that make no sense are passed over.
/// </summary>
public static class RobotsParser
{
    /// <summary>How much of a file is read, in bytes (RFC 9309, 2.5: at least 500 KiB).</summary>
    public const int MaxBytes = 500 * 1024;

    private const int MaxEvidenceCharacters = 200;

    private static readonly string[] AgentKeys = ["user-agent", "useragent", "user agent"];
    private static readonly string[] DisallowKeys = ["disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"];
    private static readonly string[] CrawlDelayKeys = ["crawl-delay", "crawldelay", "crawl delay"];

    internal static RobotsRules Parse(ReadOnlySpan<byte> body, string productToken, string reason, string source)
    {
        var (ours, others) = (new Group(), new Group());
        var (inOurs, inOthers, ruleSeen) = (false, false, false);
        var number = 0;
        foreach (var line in Lines(body))
        {
            number++;
            if (Split(line) is not var (key, value))
                continue;
            if (Is(key, AgentKeys))
            {
                // Agents behind a rule begin a new group; agents in a row share one.
                if (ruleSeen)
                    (inOurs, inOthers, ruleSeen) = (false, false, false);
                if (IsEveryone(value))
                    inOthers = true;
                else if (Token(value).Equals(productToken, StringComparison.OrdinalIgnoreCase))
                    inOurs = ours.Exists = true;
            }
            else if (Is(key, CrawlDelayKeys))
            {
                if (ReadDelay(value) is { } delay)
                    Add(group => group.Delay = delay > group.Delay ? delay : group.Delay ?? delay);
            }
            else if (Is(key, DisallowKeys) || Is(key, ["allow"]))
            {
                ruleSeen = true;
                // An empty pattern forbids and allows nothing.
                if (value.StartsWith('/') || value.StartsWith('*'))
                {
                    var rule = new RobotsRule(Is(key, ["allow"]), Cut(line.Trim()), number, new PathPattern(value));
                    Add(group => group.Rules.Add(rule));
                }
            }
        }

        var group = ours.Exists ? ours : others;
        return new RobotsRules(group.Rules, group.Delay, reason, source);

        void Add(Action<Group> add)
        {
            if (inOurs)
                add(ours);
            if (inOthers)
                add(others);
        }
    }

    private static string[] Lines(ReadOnlySpan<byte> body)
    {
        var cut = body.Length > MaxBytes;
        body = cut ? body[..MaxBytes] : body;
        foreach (var mark in (ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])
        {
            if (body.Length > 0 && body[0] == mark)
                body = body[1..];
        }

        var lines = Encoding.UTF8.GetString(body).Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r');
        // Half a line may say more than the whole.
        return cut ? lines[..^1] : lines;
    }

    private static (string Key, string Value)? Split(string line)
    {
        var text = line.AsSpan();
        var comment = text.IndexOf('#');
        text = (comment < 0 ? text : text[..comment]).Trim();
        var colon = text.IndexOf(':');
        if (colon < 0)
            colon = text.IndexOfAny(' ', '\t');
        return colon <= 0 ? null : (text[..colon].Trim().ToString(), text[(colon + 1)..].Trim().ToString());
    }

    private static bool Is(string key, string[] names) =>
        Array.Exists(names, name => key.StartsWith(name, StringComparison.OrdinalIgnoreCase));

    private static bool IsEveryone(string agent) => agent.StartsWith('*') && (agent.Length == 1 || char.IsWhiteSpace(agent[1]));

    // A name ends where its version begins.
    private static string Token(string agent)
    {
        var end = 0;
        while (end < agent.Length && (char.IsAsciiLetter(agent[end]) || agent[end] is '-' or '_'))
            end++;
        return agent[..end];
    }

    private static TimeSpan? ReadDelay(string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.FromDays(365).TotalSeconds))
            : null;

    private static string Cut(string line) => line.Length <= MaxEvidenceCharacters ? line : $"{line[..MaxEvidenceCharacters]}…";

    private sealed class Group
    {
        public bool Exists { get; set; }

        public List<RobotsRule> Rules { get; } = [];

        public TimeSpan? Delay { get; set; }
    }
}
