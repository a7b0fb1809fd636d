using System.Collections.Frozen;
using System.Globalization;

namespace PixCrawler.Domain.Failures;

/// <summary>
/// What a status code means for the operation layer (failure-semantics C2). The exact code is looked up first, then its class
/// (429 is a 4xx); what neither lists is permanent. Success codes are not its business.
/// </summary>
public sealed class StatusTable
{
    private readonly FrozenDictionary<int, FailureClass> _codes;
    private readonly FrozenDictionary<int, FailureClass> _classes;

    /// <summary>Builds a table from configuration.</summary>
    /// <param name="entries">Codes (<c>429</c>) or classes (<c>5xx</c>), each with transient or permanent.</param>
    /// <exception cref="ArgumentException">A key is no code and no class, or a value is another class of failure.</exception>
    public StatusTable(IReadOnlyDictionary<string, FailureClass> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var codes = new Dictionary<int, FailureClass>();
        var classes = new Dictionary<int, FailureClass>();
        foreach (var (key, value) in entries)
        {
            if (value is not (FailureClass.Transient or FailureClass.Permanent))
                throw new ArgumentException($"The status {key} must be Transient or Permanent, not {value}.", nameof(entries));
            if (key.Length == 3 && key[0] is >= '1' and <= '5' && key.EndsWith("xx", StringComparison.OrdinalIgnoreCase))
                classes[key[0] - '0'] = value;
            else if (int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 100 and <= 599)
                codes[code] = value;
            else
                throw new ArgumentException($"'{key}' is no status: write a code from 100 to 599, or a class such as 5xx.", nameof(entries));
        }

        _codes = codes.ToFrozenDictionary();
        _classes = classes.ToFrozenDictionary();
    }

    /// <summary>The table of the <c>network</c> profile: 429, 503 and 504 may pass, everything else is permanent.</summary>
    public static StatusTable Network { get; } = Transient("429", "503", "504");

    /// <summary>The table of the <c>genai</c> profile: that of the network, and 408, 425, 500 and 502.</summary>
    public static StatusTable GenAi { get; } = Transient("408", "425", "429", "500", "502", "503", "504");

    /// <summary>Says what a status code means.</summary>
    /// <param name="status">The status code of an answer that is no success.</param>
    /// <returns><see cref="FailureClass.Transient"/> or <see cref="FailureClass.Permanent"/>.</returns>
    public FailureClass ClassOf(int status) =>
        _codes.TryGetValue(status, out var exact) ? exact
        : _classes.TryGetValue(status / 100, out var byClass) ? byClass
        : FailureClass.Permanent;

    private static StatusTable Transient(params string[] statuses) =>
        new(statuses.ToDictionary(status => status, _ => FailureClass.Transient));
}
