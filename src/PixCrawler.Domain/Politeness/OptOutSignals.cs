using System.Globalization;

namespace PixCrawler.Domain.Politeness;

/// <summary>Reads opt-outs in response headers. The values are those of the header's lines, each for itself.</summary>
public static class OptOutSignals
{
    private const string UnavailableAfter = "unavailable_after";

    private static readonly string[] OptOuts = ["noai", "noimageai", "noindex", "noimageindex", "none"];

    // Directives that have a value behind a colon; any other name before a colon is a crawler's.
    private static readonly string[] ValuedDirectives = [UnavailableAfter, "max-snippet", "max-image-preview", "max-video-preview"];

    private static readonly string[] DateFormats =
    [
        "d MMM yyyy HH:mm:ss", "ddd, d MMM yyyy HH:mm:ss", "dddd, d-MMM-yyyy HH:mm:ss", "dddd, d-MMM-yy HH:mm:ss", "d-MMM-yyyy HH:mm:ss",
        "d MMM yyyy", "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd HH:mm:ss",
        "d MMM yyyy HH:mm:ss zzz", "ddd, d MMM yyyy HH:mm:ss zzz",
    ];

    /// <summary>
    /// Reads <c>X-Robots-Tag</c>: <c>noai</c>, <c>noimageai</c>, <c>noindex</c>, <c>noimageindex</c>, <c>none</c>, and
    /// <c>unavailable_after</c> with a date that has passed. What follows another crawler's name is not for us.
    /// </summary>
    /// <param name="lines">The header's lines.</param>
    /// <param name="productToken">Our name.</param>
    /// <param name="now">The time that dates are judged by.</param>
    /// <returns>The refusal; null where there is none.</returns>
    public static Refusal? InRobotsTag(IEnumerable<string> lines, string productToken, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(lines);
        foreach (var line in lines)
        {
            if (OptsOut(line, productToken, now))
                return new Refusal(RefusalReasons.Header, $"X-Robots-Tag: {line.Trim()}");
        }

        return null;
    }

    /// <summary>Reads <c>tdm-reservation</c> (TDM Reservation Protocol): a 1 anywhere reserves, whatever else is said.</summary>
    /// <param name="lines">The header's lines.</param>
    /// <returns>The refusal; null where there is none.</returns>
    public static Refusal? InTdmReservation(IEnumerable<string> lines) =>
        lines.SelectMany(Pieces).Any(value => value == "1")
            ? new Refusal(RefusalReasons.TdmRep, "tdm-reservation: 1")
            : null;

    /// <summary>Reads <c>Content-Usage</c> (a draft of the IETF's AIPREF group): <c>train-ai=n</c>.</summary>
    /// <param name="lines">The header's lines.</param>
    /// <returns>The refusal; null where there is none.</returns>
    public static Refusal? InContentUsage(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        foreach (var line in lines)
        {
            if (Pieces(line).Any(piece => string.Concat(piece.Split(';')[0].Where(c => !char.IsWhiteSpace(c)))
                .Equals("train-ai=n", StringComparison.OrdinalIgnoreCase)))
                return new Refusal(RefusalReasons.ContentUsage, $"Content-Usage: {line.Trim()}");
        }

        return null;
    }

    private static bool OptsOut(string line, string productToken, DateTimeOffset now)
    {
        var forUs = true;
        var pieces = Pieces(line);
        for (var i = 0; i < pieces.Length; i++)
        {
            var directive = pieces[i];
            var (name, value) = Split(directive);
            if (value is not null && !ValuedDirectives.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                forUs = name.Equals(productToken, StringComparison.OrdinalIgnoreCase) || name == "*";
                directive = value;
                (name, value) = Split(directive);
            }

            if (name.Equals(UnavailableAfter, StringComparison.OrdinalIgnoreCase) && value is not null)
            {
                var date = ReadDate(value);
                // A date may have a comma in it, behind its weekday.
                if (date is null && i + 1 < pieces.Length && ReadDate($"{value}, {pieces[i + 1]}") is { } whole)
                {
                    date = whole;
                    i++;
                }

                if (forUs && date <= now)
                    return true;
            }
            else if (forUs && OptOuts.Contains(directive, StringComparer.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static string[] Pieces(string line) => line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static (string Name, string? Value) Split(string directive)
    {
        var colon = directive.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (directive, null) : (directive[..colon].Trim(), directive[(colon + 1)..].Trim());
    }

    private static DateTimeOffset? ReadDate(string text)
    {
        foreach (var zone in new[] { " GMT", " UTC", " Z" })
        {
            if (text.EndsWith(zone, StringComparison.OrdinalIgnoreCase))
                text = text[..^zone.Length];
        }

        return DateTimeOffset.TryParseExact(
            text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var date)
            ? date
            : null;
    }
}
