using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace PixCrawler.Datasets.Exports;

/// <summary>Names of files in archives and folders that mean the same file on every system, and nothing outside of where it is put.</summary>
internal static class MemberName
{
    private const int MaxFolderBytes = 60;
    private const int MaxNameBytes = 240;
    private const string Unlabelled = "_";

    private static readonly FrozenSet<string> Reserved = new[] { "con", "prn", "aux", "nul", "conin$", "conout$" }
        .Concat(Enumerable.Range(0, 10).SelectMany(digit => new[] { $"com{digit}", $"lpt{digit}" }))
        .Concat("¹²³".SelectMany(digit => new[] { $"com{digit}", $"lpt{digit}" }))
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="ArgumentException">The name is absolute, leads out, or means something else on some system.</exception>
    public static void ThrowIfUnsafe(string name)
    {
        if (!IsSafe(name))
            throw new ArgumentException($"'{name}' is no safe name for a file in an export.", nameof(name));
    }

    /// <summary>Relative, with <c>/</c>, every part an ordinary name under Windows too.</summary>
    public static bool IsSafe(string name) => name.Length > 0 && Encoding.UTF8.GetByteCount(name) <= MaxNameBytes && name.Split('/').All(IsSafePart);

    /// <summary>
    /// Whether a name could be another's twin on a system that composes characters (NFC, NFD). There is no table of compositions without
    /// globalization data, so every name with a mark or a Hangul letter that composes counts.
    /// </summary>
    public static bool Composes(string name) => name.EnumerateRunes().Any(rune => rune.Value is >= 0x1100 and <= 0x11FF
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);

    /// <summary>Makes a folder's name of any text: forbidden characters replaced, at most 60 bytes.</summary>
    public static string Folder(string text)
    {
        var folder = new StringBuilder();
        var bytes = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var part = IsSafeRune(rune) ? rune.ToString() : "_";
            bytes += Encoding.UTF8.GetByteCount(part);
            if (bytes > MaxFolderBytes)
                break;
            folder.Append(part);
        }

        var name = folder.ToString().Trim().TrimEnd('.', ' ');
        if (name.StartsWith('.'))
            name = Unlabelled + name[1..];
        if (name.Length == 0)
            return Unlabelled;
        return IsReserved(name) ? Unlabelled + name : name;
    }

    private static bool IsSafePart(string part) => part.Length > 0 && part is not ("." or "..")
        && part[^1] is not ('.' or ' ') && part[0] != ' ' && !IsReserved(part) && part.EnumerateRunes().All(IsSafeRune);

    private static bool IsSafeRune(Rune rune) => !"<>:\"/\\|?*".Contains((char)Math.Min(rune.Value, char.MaxValue), StringComparison.Ordinal)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
        && rune.Value != '\uFFFD';

    private static bool IsReserved(string part) => Reserved.Contains(part.Split('.')[0].TrimEnd());
}
