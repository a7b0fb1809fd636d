namespace Akka.Configuration;

/// <summary>Reads settings.</summary>
public static class ConfigurationFactory
{
    /// <summary>No settings.</summary>
    public static Config Empty => Config.Empty;

    /// <summary>
    /// Reads the subset of HOCON that is needed: <c>a.b = value</c>, <c>a: value</c>, nested braces, quotes, lists in brackets and comments.
    /// Includes and substitutions are not understood.
    /// </summary>
    /// <exception cref="FormatException">The text is malformed; the message names the line.</exception>
    public static Config ParseString(string hocon) => new(new HoconReader(hocon).Read());
}

internal sealed class HoconReader(string text)
{
    private readonly SortedDictionary<string, string[]> _values = new(StringComparer.Ordinal);
    private int _at;

    public SortedDictionary<string, string[]> Read()
    {
        SkipBlank();
        var braced = TryTake('{');
        ReadObject("", braced);
        SkipBlank();
        if (_at < text.Length) throw Malformed("unexpected text");
        return _values;
    }

    private void ReadObject(string prefix, bool braced)
    {
        while (true)
        {
            SkipBlank();
            if (_at >= text.Length)
            {
                if (braced) throw Malformed("a closing brace is missing");
                return;
            }

            if (braced && TryTake('}')) return;
            var key = ReadKey();
            var path = prefix.Length == 0 ? key : prefix + "." + key;
            SkipBlank();
            if (!TryTake('=')) TryTake(':');
            SkipBlank(lines: false);
            ReadValue(path);
        }
    }

    private void ReadValue(string path)
    {
        if (TryTake('{'))
        {
            ReadObject(path, braced: true);
            return;
        }

        if (!TryTake('['))
        {
            _values[path] = [ReadText(",}")];
            return;
        }

        var items = new List<string>();
        while (true)
        {
            SkipBlank();
            if (_at >= text.Length) throw Malformed("a closing bracket is missing");
            if (TryTake(']')) break;
            items.Add(ReadText(",]"));
        }

        _values[path] = [.. items];
    }

    private string ReadKey()
    {
        var key = "";
        while (_at < text.Length)
        {
            if (text[_at] == '"') key += ReadQuoted();
            else if (text[_at] is '=' or ':' or '{' or '}' or '[' or '\n' or ',') break;
            else key += text[_at++];
        }

        key = key.Trim();
        return key.Length > 0 ? key : throw Malformed("a key is missing");
    }

    private string ReadText(string ends)
    {
        var value = "";
        while (_at < text.Length && text[_at] != '\n' && !ends.Contains(text[_at], StringComparison.Ordinal) && !AtComment())
            value += text[_at] == '"' ? "\0" + ReadQuoted() + "\0" : text[_at++].ToString();
        // Blanks count inside quotes only; the zero marks where quotes stood.
        return value.Trim(' ', '\t', '\r').Replace("\0", "", StringComparison.Ordinal);
    }

    private string ReadQuoted()
    {
        var result = "";
        for (_at++; _at < text.Length && text[_at] != '"'; _at++)
        {
            if (text[_at] == '\\' && _at + 1 < text.Length) _at++;
            result += text[_at];
        }

        if (_at >= text.Length) throw Malformed("a closing quote is missing");
        _at++;
        return result;
    }

    private bool AtComment() => text[_at] == '#' || (text[_at] == '/' && _at + 1 < text.Length && text[_at + 1] == '/');

    private void SkipBlank(bool lines = true)
    {
        while (_at < text.Length)
        {
            if (AtComment())
                while (_at < text.Length && text[_at] != '\n') _at++;
            else if (text[_at] is ' ' or '\t' or '\r' || (lines && text[_at] is '\n' or ',')) _at++;
            else return;
        }
    }

    private bool TryTake(char c)
    {
        if (_at >= text.Length || text[_at] != c) return false;
        _at++;
        return true;
    }

    private FormatException Malformed(string what) => new($"Malformed configuration in line {text.AsSpan(0, _at).Count('\n') + 1}: {what}.");
}
