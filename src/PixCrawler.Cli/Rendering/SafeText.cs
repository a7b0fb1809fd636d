using PixCrawler.Actors.Observability;
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
    public static string Line(string text) => LogText.Visible(text, MaxLength);

    /// <summary>The same for places where square brackets are markup.</summary>
    public static string Markup(string text) => Line(text).EscapeMarkup();
}
