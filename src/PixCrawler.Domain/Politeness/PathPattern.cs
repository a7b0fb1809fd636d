using System.Text;

namespace PixCrawler.Domain.Politeness;

/// <summary>
/// A path pattern of RFC 9309: <c>*</c> stands for anything, a <c>$</c> at the end for the end of the path, and percent-encoding is
/// normalised on both sides. Matching goes once over the path, however many asterisks there are.
/// </summary>
public sealed class PathPattern
{
    private readonly string[] _pieces;
    private readonly bool _toTheEnd;

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">It, as it is written.</param>
    public PathPattern(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _toTheEnd = text.EndsWith('$');
        var normal = Normalize(_toTheEnd ? text[..^1] : text, keepAsterisks: true);
        _pieces = normal.Split('*');
        Length = normal.Length + (_toTheEnd ? 1 : 0);
    }

    /// <summary>How many octets it has; of two patterns that match, the longer one is the more specific.</summary>
    public int Length { get; }

    /// <summary>Whether a path matches.</summary>
    /// <param name="normalPath">The path and query, normalised by <see cref="NormalizePath"/>.</param>
    /// <returns>Whether it does.</returns>
    public bool Matches(string normalPath)
    {
        ArgumentNullException.ThrowIfNull(normalPath);
        if (!normalPath.StartsWith(_pieces[0], StringComparison.Ordinal))
            return false;
        var at = _pieces[0].Length;
        if (_pieces.Length == 1)
            return !_toTheEnd || at == normalPath.Length;
        // Taking each piece as early as it comes leaves the most room for those after it.
        for (var piece = 1; piece < _pieces.Length - 1; piece++)
        {
            var found = normalPath.IndexOf(_pieces[piece], at, StringComparison.Ordinal);
            if (found < 0)
                return false;
            at = found + _pieces[piece].Length;
        }

        var last = _pieces[^1];
        return _toTheEnd
            ? normalPath.Length - at >= last.Length && normalPath.EndsWith(last, StringComparison.Ordinal)
            : normalPath.IndexOf(last, at, StringComparison.Ordinal) >= 0;
    }

    /// <summary>Brings a URL's path and query into the form that patterns are compared with (RFC 9309, 2.2.2).</summary>
    /// <param name="pathAndQuery">Path and query, from the slash on.</param>
    /// <returns>Unreserved characters plain, everything else that needs it percent-encoded in upper case.</returns>
    public static string NormalizePath(string pathAndQuery) => Normalize(pathAndQuery, keepAsterisks: false);

    private static string Normalize(string text, bool keepAsterisks)
    {
        if (!text.AsSpan().ContainsAny('%', '$', '*') && Ascii.IsValid(text))
            return text;
        var bytes = Encoding.UTF8.GetBytes(text);
        var normal = new StringBuilder(bytes.Length);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '%' && i + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[i + 1]) && char.IsAsciiHexDigit((char)bytes[i + 2]))
            {
                var octet = Convert.ToByte(Encoding.ASCII.GetString(bytes, i + 1, 2), 16);
                i += 2;
                if (IsUnreserved((char)octet))
                    normal.Append((char)octet);
                else
                    Encode(normal, octet);
            }
            else if (bytes[i] >= 0x80 || bytes[i] == '$' || (bytes[i] == '*' && !keepAsterisks))
            {
                // A literal asterisk or dollar is written percent-encoded in a pattern, so it is in a path too.
                Encode(normal, bytes[i]);
            }
            else
            {
                normal.Append((char)bytes[i]);
            }
        }

        return normal.ToString();
    }

    private static void Encode(StringBuilder text, byte octet) => text.Append('%').Append(Convert.ToHexString([octet]));

    private static bool IsUnreserved(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_' or '~';
}
