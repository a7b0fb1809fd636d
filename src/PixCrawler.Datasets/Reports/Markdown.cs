using System.Globalization;
using System.Text;

namespace PixCrawler.Datasets.Reports;

/// <summary>Puts text from outside into Markdown so that it stays text: no link, no HTML, no table cell of its own, one line.</summary>
internal static class Markdown
{
    private const int MaxCharacters = 200;

    public static string Escape(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        var previous = new Rune('\0');
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (++count > MaxCharacters)
                return result.Append('…').ToString();
            Append(result, rune, previous);
            previous = rune;
        }

        return result.ToString();
    }

    private static void Append(StringBuilder result, Rune rune, Rune previous)
    {
        if (Rune.IsWhiteSpace(rune))
            result.Append(' ');
        // Control and format characters (NUL, escape sequences, right-to-left overrides) would forge what is seen.
        else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format)
            result.Append('\uFFFD');
        else
            result.Append(NeedsBackslash(rune, previous) ? "\\" : "").Append(rune.ToString());
    }

    // A dot is harmless except in "www.", which some renderers turn into a link, as they do with "://" and "@".
    private static bool NeedsBackslash(Rune rune, Rune previous) => rune.IsAscii && (rune.Value == '.'
        ? previous.Value is 'w' or 'W'
        : "\\`*_{}[]<>#+!|~&:@$^".Contains((char)rune.Value, StringComparison.Ordinal));
}
