using System.Buffers;
using System.Globalization;

namespace Akka.Configuration;

/// <summary>Settings by dotted path. Values are text; lists are texts in order.</summary>
public sealed class Config
{
    private static readonly SearchValues<char> NumberSymbols = SearchValues.Create("0123456789.+- ");
    private readonly SortedDictionary<string, string[]> _values;

    internal Config(SortedDictionary<string, string[]> values) => _values = values;

    /// <summary>No settings.</summary>
    public static Config Empty { get; } = new([]);

    /// <summary>True when there are no settings.</summary>
    public bool IsEmpty => _values.Count == 0;

    /// <summary>Reads <paramref name="hocon"/>.</summary>
    public static implicit operator Config(string hocon) => ConfigurationFactory.ParseString(hocon);

    /// <summary>True when the path has a value or values below it.</summary>
    public bool HasPath(string path) => _values.Keys.Any(key => key == path || key.StartsWith(path + ".", StringComparison.Ordinal));

    /// <summary>These settings, and those of <paramref name="fallback"/> where these have none.</summary>
    public Config WithFallback(Config? fallback)
    {
        if (fallback is null || fallback.IsEmpty) return this;
        var merged = new SortedDictionary<string, string[]>(fallback._values, StringComparer.Ordinal);
        foreach (var (key, value) in _values) merged[key] = value;
        return new Config(merged);
    }

    /// <summary>The settings below a path.</summary>
    public Config GetConfig(string path)
    {
        var prefix = path + ".";
        var below = new SortedDictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var (key, value) in _values)
            if (key.StartsWith(prefix, StringComparison.Ordinal))
                below[key[prefix.Length..]] = value;
        return new Config(below);
    }

    /// <summary>A text, or the default.</summary>
    public string? GetString(string path, string? @default = null) =>
        _values.TryGetValue(path, out var value) && value.Length > 0 ? value[0] : @default;

    /// <summary>A list of texts; a single text is a list of one.</summary>
    public IList<string> GetStringList(string path, string[]? strings = null) => _values.TryGetValue(path, out var value) ? value : strings ?? [];

    /// <summary>A whole number, or the default.</summary>
    /// <exception cref="FormatException">The value is no whole number.</exception>
    public int GetInt(string path, int @default = 0) =>
        GetString(path) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : @default;

    /// <summary>A whole number, or the default.</summary>
    /// <exception cref="FormatException">The value is no whole number.</exception>
    public long GetLong(string path, long @default = 0) =>
        GetString(path) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : @default;

    /// <summary>A number, or the default.</summary>
    /// <exception cref="FormatException">The value is no number.</exception>
    public double GetDouble(string path, double @default = 0) =>
        GetString(path) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : @default;

    /// <summary>on, true, yes; off, false, no; or the default.</summary>
    /// <exception cref="FormatException">The value is none of these.</exception>
    public bool GetBoolean(string path, bool @default = false) => GetString(path)?.ToUpperInvariant() switch
    {
        null => @default,
        "ON" or "TRUE" or "YES" => true,
        "OFF" or "FALSE" or "NO" => false,
        var other => throw new FormatException($"[{path}] is [{other}], but should be on or off."),
    };

    /// <summary>A duration (<c>5s</c>, <c>200 ms</c>, <c>infinite</c>; a bare number is milliseconds), or the default.</summary>
    /// <exception cref="FormatException">The value is no duration.</exception>
    public TimeSpan GetTimeSpan(string path, TimeSpan? @default = null, bool allowInfinite = true)
    {
        if (GetString(path) is not { } text) return @default ?? TimeSpan.Zero;
        if (allowInfinite && text == "infinite") return Timeout.InfiniteTimeSpan;
        var unitAt = text.AsSpan().IndexOfAnyExcept(NumberSymbols);
        var number = double.Parse((unitAt < 0 ? text : text[..unitAt]).Trim(), CultureInfo.InvariantCulture);
        return (unitAt < 0 ? "ms" : text[unitAt..].Trim()) switch
        {
            "ms" or "milli" or "millis" or "millisecond" or "milliseconds" => TimeSpan.FromMilliseconds(number),
            "s" or "second" or "seconds" => TimeSpan.FromSeconds(number),
            "m" or "minute" or "minutes" => TimeSpan.FromMinutes(number),
            "h" or "hour" or "hours" => TimeSpan.FromHours(number),
            "d" or "day" or "days" => TimeSpan.FromDays(number),
            var unit => throw new FormatException($"[{path}] is [{text}]: [{unit}] is no unit of time."),
        };
    }

    /// <summary>One line for each setting.</summary>
    public override string ToString() => string.Join('\n', _values.Select(pair => $"{pair.Key} = {string.Join(", ", pair.Value)}"));
}
