using System.Globalization;
using System.Net;
using System.Text;

namespace PixCrawler.Datasets.Reports.Html;

/// <summary>Puts text from outside into HTML so that it stays text: no mark-up, one line, nothing that forges what is seen.</summary>
internal static class HtmlText
{
    private const int MaxCharacters = 200;

    public static string Escape(string text)
    {
        var result = new StringBuilder(text.Length);
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (++count > MaxCharacters)
            {
                result.Append('…');
                break;
            }

            if (Rune.IsWhiteSpace(rune))
                result.Append(' ');
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format)
                result.Append('\uFFFD');
            else
                result.Append(rune.ToString());
        }

        return WebUtility.HtmlEncode(result.ToString());
    }

    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    public static string Percent(long part, long whole) =>
        whole == 0 ? "–" : (100.0 * part / whole).ToString("N1", CultureInfo.InvariantCulture) + " %";

    public static string Size(long bytes) => bytes switch
    {
        < 1_000 => $"{bytes} bytes",
        < 1_000_000 => Number(Math.Round(bytes / 1e3, 1)) + " kB",
        < 1_000_000_000 => Number(Math.Round(bytes / 1e6, 1)) + " MB",
        _ => Number(Math.Round(bytes / 1e9, 1)) + " GB",
    };
}
