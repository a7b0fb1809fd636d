using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Akka.Event;

/// <summary>A parsed template: text and holes. Templates are constants of the program, so each is parsed once.</summary>
internal sealed class LogTemplate
{
    private const int MostCached = 2000;
    private static readonly ConcurrentDictionary<string, LogTemplate> Cache = new(StringComparer.Ordinal);
    private readonly List<Part> _parts = [];

    private LogTemplate(string format)
    {
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            var c = format[i];
            var doubled = i + 1 < format.Length && format[i + 1] == c;
            if (c is '{' or '}' && doubled)
            {
                text.Append(c);
                i++;
                continue;
            }

            var end = c == '{' ? format.IndexOf('}', i) : -1;
            if (end < 0)
            {
                text.Append(c);
                continue;
            }

            if (text.Length > 0) _parts.Add(new Part(text.ToString(), null, null));
            text.Clear();
            _parts.Add(Hole(format[i..(end + 1)]));
            i = end;
        }

        if (text.Length > 0) _parts.Add(new Part(text.ToString(), null, null));
        IsPositional = _parts.All(part => part.Name is null || int.TryParse(part.Name, NumberStyles.None, CultureInfo.InvariantCulture, out _));
    }

    /// <summary>True when every hole is a number.</summary>
    public bool IsPositional { get; }

    public static LogTemplate Parse(string format)
    {
        if (Cache.TryGetValue(format, out var known)) return known;
        var template = new LogTemplate(format);
        if (Cache.Count < MostCached) Cache[format] = template;
        return template;
    }

    public string Render(object?[] values)
    {
        var result = new StringBuilder();
        var next = 0;
        foreach (var part in _parts)
        {
            if (part.Name is null)
            {
                result.Append(part.Text);
                continue;
            }

            var at = IsPositional ? int.Parse(part.Name, CultureInfo.InvariantCulture) : next++;
            if (at >= values.Length) result.Append(part.Text);
            else if (part.Spec is null) result.Append(Convert.ToString(values[at], CultureInfo.InvariantCulture) ?? "null");
            else result.AppendFormat(CultureInfo.InvariantCulture, part.Spec, values[at]);
        }

        return result.ToString();
    }

    // A hole is {Name}, {Name:format} or {Name,alignment:format}; @ and $ in front of the name belong to structured logging.
    private static Part Hole(string text)
    {
        var inner = text[1..^1].TrimStart('@', '$');
        var split = inner.AsSpan().IndexOfAny(':', ',');
        return split < 0 ? new Part(text, inner, null) : new Part(text, inner[..split], "{0" + inner[split..] + "}");
    }

    private sealed record Part(string Text, string? Name, string? Spec);
}
