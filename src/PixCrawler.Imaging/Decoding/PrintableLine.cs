using System.Text;

namespace PixCrawler.Imaging.Decoding;

/// <summary>Makes one short line of ASCII from text that may quote a file.</summary>
internal static class PrintableLine
{
    private const int MaxCharacters = 300;

    public static string Of(ReadOnlySpan<char> text, string otherwise)
    {
        var line = new StringBuilder();
        foreach (var character in text.Trim())
        {
            if (line.Length == MaxCharacters)
                break;
            line.Append(character is '\n' or '\r' ? ';' : char.IsAscii(character) && !char.IsControl(character) ? character : '?');
        }

        return line.Length > 0 ? line.ToString() : otherwise;
    }
}
