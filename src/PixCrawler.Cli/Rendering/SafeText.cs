using System.Globalization;
using System.Text;
using Spectre.Console;

namespace PixCrawler.Cli.Rendering;

/// <summary>
/// Makes text from outside (URLs, names, a server's words) harmless for a terminal: nothing in it can move the cursor, colour,
/// break the line or turn the direction of writing.
/// </summary>
internal static class SafeText
{
    private const int MaxLength = 500;

    /// <summary>The text on one line, at most 500 characters, with everything that is not plainly visible written out.</summary>
    public static string Line(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, MaxLength));
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= MaxLength)
                return line.Append("...").ToString();
            if (IsVisible(rune))
                line.Append(rune);
            else
                line.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}");
        }

        return line.ToString();
    }

    /// <summary>The same for places where square brackets are markup.</summary>
    public static string Markup(string text) => Line(text).EscapeMarkup();

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        _ => true,
    };
}
