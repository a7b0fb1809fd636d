using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PixCrawler.Domain.Urls;

namespace PixCrawler.Actors.Observability;

/// <summary>Makes text from outside fit for a log or a screen: no secrets, no more than is worth reading, nothing that acts.</summary>
public static partial class LogText
{
    /// <summary>The longest value a log line holds, in characters; what is cut off is counted in its place.</summary>
    public const int MaxLength = 1024;

    private static readonly SearchValues<string> Suspicious =
        SearchValues.Create(["://", "authorization", "cookie", "api-key"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes the secrets out of every URL and credential header in a text, and cuts it at <see cref="MaxLength"/>.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The text; the same instance where nothing had to be changed.</returns>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // A secret that the cut would split must be seen whole, so that more is looked at than is kept.
        var looked = text.Length > 4 * MaxLength ? text[..(4 * MaxLength)] : text;
        var clean = looked.AsSpan().ContainsAny(Suspicious) ? Redact(looked) : looked;
        var rest = text.Length - looked.Length;
        if (clean.Length + rest <= MaxLength)
            return clean;
        var end = char.IsHighSurrogate(clean[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return string.Create(CultureInfo.InvariantCulture, $"{clean.AsSpan(0, end)}…(+{clean.Length - end + rest})");
    }

    /// <summary>Takes the secrets out of every URL and credential header in a text.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The text with <c>***</c> in their places.</returns>
    public static string Redact(string text) =>
        CredentialHeader().Replace(UrlInText().Replace(text, match => SafeUrl.Redact(match.Value)), "$1: ***");

    /// <summary>Writes everything that is not plainly visible out as <c>\u{1B}</c>, so that the text stays on its line and acts on no terminal.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="maxLength">Where to cut it, in characters.</param>
    /// <returns>One line of visible text.</returns>
    public static string Visible(string text, int maxLength = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = new StringBuilder(Math.Min(text.Length, maxLength));
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= maxLength)
                return line.Append("...").ToString();
            if (IsVisible(rune))
                line.Append(rune);
            else
                line.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}");
        }

        return line.ToString();
    }

    /// <summary>An error with its stack, clean, with a longer measure than other text.</summary>
    /// <param name="error">The error.</param>
    /// <returns>Several lines.</returns>
    internal static string OfError(Exception error)
    {
        const int maxLines = 60;
        var lines = error.ToString().Split('\n', maxLines + 1);
        return string.Join('\n', lines.Take(maxLines).Select(line => Clean(line.TrimEnd('\r'))));
    }

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        _ => true,
    };

    [GeneratedRegex("""[A-Za-z][A-Za-z0-9+.\-]{0,20}://[^\s"'<>]+""", RegexOptions.NonBacktracking)]
    private static partial Regex UrlInText();

    [GeneratedRegex("""\b((?:proxy-)?authorization|(?:set-)?cookie|x-api-key)["']?\s*[:=][^\r\n]*""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CredentialHeader();
}
