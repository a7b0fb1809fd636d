using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace PixCrawler.Service.Metrics;

/// <summary>Figures in the text format of Prometheus (prometheus.io, "Exposition formats", 0.0.4).</summary>
internal sealed class PrometheusText
{
    private readonly StringBuilder _text = new();
    private readonly HashSet<string> _headed = new(StringComparer.Ordinal);

    /// <summary>Tags as labels: <c>a="x",b="y"</c>.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
            return "";
        var text = new StringBuilder();
        foreach (var (name, value) in tags)
        {
            text.Append(text.Length > 0 ? "," : "").Append(Name(name)).Append("=\"");
            text.Append(Convert.ToString(value, CultureInfo.InvariantCulture)?.Replace(@"\", @"\\", StringComparison.Ordinal)
                .Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal)).Append('"');
        }

        return text.ToString();
    }

    /// <summary>Writes an instrument with all its series.</summary>
    public void Write(Instrument instrument, IEnumerable<KeyValuePair<string, Series>> series)
    {
        var (isHistogram, isCounter) = (MetricsCollector.IsHistogram(instrument), MetricsCollector.IsCounter(instrument));
        var name = Name(instrument.Name) + Unit(instrument) + (isCounter ? "_total" : "");
        Head(name, instrument.Description, isHistogram ? "histogram" : isCounter ? "counter" : "gauge");
        foreach (var (labels, figures) in series.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var (sum, count, buckets) = figures.Read();
            if (!isHistogram)
            {
                Line(name, labels, sum);
                continue;
            }

            var sofar = 0L;
            for (var bucket = 0; bucket < buckets.Length; bucket++)
            {
                sofar += buckets[bucket];
                var bound = bucket < Series.Bounds.Length ? Series.Bounds[bucket].ToString(CultureInfo.InvariantCulture) : "+Inf";
                Line(name + "_bucket", $"{labels}{(labels.Length > 0 ? "," : "")}le=\"{bound}\"", sofar);
            }

            Line(name + "_sum", labels, sum);
            Line(name + "_count", labels, count);
        }
    }

    /// <summary>Writes a counter without labels.</summary>
    public void WriteCounter(string name, string help, long value)
    {
        Head(name, help, "counter");
        Line(name, "", value);
    }

    public override string ToString() => _text.ToString();

    private void Head(string name, string? help, string type)
    {
        // Two meters may have instruments of one name, as when two hosts share a process.
        if (!_headed.Add(name))
            return;
        if (!string.IsNullOrEmpty(help))
            _text.Append("# HELP ").Append(name).Append(' ').Append(help.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal)).Append('\n');
        _text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
    }

    private void Line(string name, string labels, double value)
    {
        _text.Append(name);
        if (labels.Length > 0)
            _text.Append('{').Append(labels).Append('}');
        _text.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }

    private static string Unit(Instrument instrument) => instrument.Unit switch
    {
        "s" => "_seconds",
        "By" => "_bytes",
        _ => "",
    };

    private static string Name(string name) => string.Concat(name.Select(character => char.IsAsciiLetterOrDigit(character) ? character : '_'));
}
