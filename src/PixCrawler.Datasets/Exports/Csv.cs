using System.Globalization;

namespace PixCrawler.Datasets.Exports;

/// <summary>
/// CSV by RFC 4180 with every field in quotes, and a <c>'</c> before what a spreadsheet would take for a formula (OWASP ASVS 1.2.10):
/// quotes alone do not stop that. So CSV is lossy; JSON lines are the table for programs.
/// </summary>
internal static class Csv
{
    public static string Line(IEnumerable<string> fields) => string.Join(',', fields.Select(Field)) + "\r\n";

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Field(string value) =>
        $"\"{(StartsFormula(value) ? "'" : "")}{value.Replace("\0", "\uFFFD", StringComparison.Ordinal).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // Full-width forms are folded to the plain ones by some spreadsheets; leading blanks and quotes are skipped by others.
    private static bool StartsFormula(string value) =>
        value.Length > 0 && (value[0] is '\t' or '\r' or '\n' or '\0' || IsFormulaSign(value.AsSpan().TrimStart(" \"")));

    // A negative number comes from Number and never from outside; here it is text, and text is made safe.
    private static bool IsFormulaSign(ReadOnlySpan<char> rest) => rest.Length > 0 && "=+-@＝＋－＠".Contains(rest[0], StringComparison.Ordinal);
}
