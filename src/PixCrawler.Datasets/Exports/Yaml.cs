using System.Globalization;
using System.Text;

namespace PixCrawler.Datasets.Exports;

/// <summary>Texts as YAML: always in double quotes, so that nothing is taken for another type, a comment or a second document.</summary>
internal static class Yaml
{
    public static string Quote(string text)
    {
        var result = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\')
                result.Append('\\').Append((char)rune.Value);
            else if (IsPrintable(rune))
                result.Append(rune.ToString());
            else
                result.Append(rune.IsBmp ? $"\\u{rune.Value:X4}" : $"\\U{rune.Value:X8}");
        }

        return result.Append('"').ToString();
    }

    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);
}
