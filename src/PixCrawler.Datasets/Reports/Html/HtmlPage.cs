using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PixCrawler.Datasets.Manifests;
using static PixCrawler.Datasets.Reports.Html.HtmlText;

namespace PixCrawler.Datasets.Reports.Html;

/// <summary>Writes the page: no script, nothing from elsewhere, one style sheet that its own policy names by its hash.</summary>
/// <param name="summary">How the job ended.</param>
/// <param name="figures">What the manifests say.</param>
/// <param name="pictures">The address of each picture that can be shown, by its row.</param>
internal sealed class HtmlPage(DatasetSummary summary, HtmlFigures figures, IReadOnlyDictionary<ManifestRow, string> pictures)
{
    private const int MaxReasons = 20;
    private const int MaxHosts = 15;
    private const int MaxSheets = 12;

    private readonly StringBuilder _html = new();

    public byte[] ToUtf8()
    {
        Head();
        Headline();
        Results();
        Reasons();
        Duplicates();
        Over();
        Add("<div class=\"columns\">");
        Bars("Formats", figures.Images.Formats.Select(row => (row.Format, row.Group.Images, Size(row.Group.Bytes))));
        Bars("Shorter side", figures.Images.ShortestSides.Select(row => (row.Side, row.Group.Images, Size(row.Group.Bytes))));
        Bars("Hosts", figures.Hosts.Take(MaxHosts).Select(row => (row.Host, row.Count.All, $"{Percent(row.Count.Kept, row.Count.All)} kept")));
        Bars("Attempts a URL took", figures.Attempts.Select(row => (row.Key == 1 ? "1 attempt" : $"{row.Key} attempts", row.Value, "")));
        Add("</div>");
        Sheets();
        Add("</main></body></html>\n");
        return Encoding.UTF8.GetBytes(_html.ToString());
    }

    private void Head()
    {
        var style = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)));
        Add("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
        Add($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{style}'; img-src data: 'self' file:\">");
        Add("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><meta name=\"referrer\" content=\"no-referrer\">");
        Add($"<title>{Escape(summary.Settings.Name)}</title><style>{Css}</style></head>\n<body><main>\n");
    }

    // The hash is over the bytes between the tags, which must not depend on how this file was checked out.
    private static string Css => HtmlStyle.Css.ReplaceLineEndings("\n");

    private void Headline()
    {
        Add($"<h1>{Escape(summary.Settings.Name)}: {summary.Status.ToString().ToLowerInvariant()}</h1>");
        Add($"<p class=\"dim\">Job {summary.JobId}, {Time(summary.StartedAt)} to {Time(summary.EndedAt)}, PixCrawler {Escape(summary.ToolVersion)}</p>\n");
        if (summary.Problem is { } problem)
            Add($"<p class=\"problem\">{Escape(problem)}</p>\n");
        Add("<div class=\"cards\">");
        Card("distinct images", Number(summary.Files.Images));
        Card("of images", Size(summary.Files.Bytes));
        Card("URLs kept", Percent(summary.Tally.Kept, summary.PlannedSlots));
        Card("attempts", Number(summary.Tally.Attempts));
        if (summary.EndedAt - summary.StartedAt is { TotalSeconds: > 0 } elapsed)
            Card("URLs a second", Number(summary.Tally.Settled / elapsed.TotalSeconds));
        Card("worker restarts", Number(summary.Restarts));
        Add("</div>\n");
    }

    private void Results()
    {
        var tally = summary.Tally;
        (string Name, long Count)[] results =
        [
            ("kept", tally.Kept), ("rejected", tally.Rejected), ("refused", tally.Refused), ("failed", tally.Failed), ("cancelled", tally.Cancelled),
        ];
        Add($"<section><h2>Results of {Number(summary.PlannedSlots)} URLs</h2>");
        Add("<svg class=\"stack\" viewBox=\"0 0 1000 28\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"Results\"><rect class=\"track\" width=\"1000\" height=\"28\"/>");
        double from = 0;
        foreach (var (name, count) in results)
        {
            var width = summary.PlannedSlots == 0 ? 0 : 1000.0 * count / summary.PlannedSlots;
            Add($"<rect class=\"f-{name}\" x=\"{Number(from)}\" width=\"{Number(width)}\" height=\"28\"/>");
            from += width;
        }

        Add("</svg><ul class=\"legend\">");
        foreach (var (name, count) in results.Where(result => result.Count > 0))
            Add($"<li><svg viewBox=\"0 0 12 12\"><rect class=\"f-{name}\" width=\"12\" height=\"12\" rx=\"3\"/></svg>{name} {Number(count)} ({Percent(count, summary.PlannedSlots)})</li>");
        Add("</ul></section>\n");
    }

    private void Reasons()
    {
        var reasons = summary.Tally.Reasons.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        if (reasons.Count == 0)
            return;
        Add("<section><h2>Why URLs are not in the dataset</h2><table>");
        foreach (var (reason, count) in reasons.Take(MaxReasons))
        {
            var text = ReasonTexts.For(reason);
            Add($"<tr><td><code>{Escape(reason)}</code> <span class=\"dim\">{Escape(text.Explanation)} {Escape(text.Advice)}</span>{Bar(count, reasons[0].Value)}</td><td class=\"n\">{Number(count)}</td></tr>");
        }

        Add("</table>");
        if (reasons.Count > MaxReasons)
            Add($"<p class=\"dim\">{reasons.Count - MaxReasons} more in dataset.json.</p>");
        Add("</section>\n");
    }

    private void Duplicates()
    {
        if (summary.Duplicates is not { Total: > 0 } found)
            return;
        (string Name, long Count, string Note)[] kinds = [("the same URL", found.Url, ""), ("the same bytes", found.Exact, ""), ("the same look", found.Near, "")];
        Bars("Images that are there twice", kinds.Where(kind => kind.Count > 0));
    }

    private void Over()
    {
        var steps = figures.Timeline.Steps;
        if (steps.Count == 0)
            return;
        var top = Math.Max(1, steps.Max(step => Math.Max(step.Kept + step.Others, step.Retries)));
        var width = 960.0 / steps.Count;
        Add("<section><h2>Over time</h2><svg class=\"time\" viewBox=\"0 0 960 150\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"URLs and retries over time\">");
        for (var index = 0; index < steps.Count; index++)
        {
            Column("f-kept", 0, steps[index].Kept);
            Column("f-rejected", steps[index].Kept, steps[index].Others);

            void Column(string style, long below, long count)
            {
                if (count > 0)
                    Add($"<rect class=\"{style}\" x=\"{Number(index * width)}\" y=\"{Number(150 - (150.0 * (below + count) / top))}\" width=\"{Number(Math.Max(width - 1, 0.5))}\" height=\"{Number(150.0 * count / top)}\"/>");
            }
        }

        var line = string.Join(' ', steps.Select((step, index) => $"{Number((index + 0.5) * width)},{Number(150 - (149.0 * step.Retries / top))}"));
        if (steps.Any(step => step.Retries > 0))
            Add($"<polyline class=\"line\" points=\"{line}\"/>");
        var end = figures.Timeline.Start!.Value.AddSeconds(figures.Timeline.Seconds * steps.Count);
        Add($"</svg><div class=\"axis\"><span>{Time(figures.Timeline.Start)}</span><span>{Time(end)}</span></div><ul class=\"legend\">");
        foreach (var (style, name) in new[] { ("f-kept", "kept"), ("f-rejected", "ended otherwise"), ("f-failed", "retries (line)") })
            Add($"<li><svg viewBox=\"0 0 12 12\"><rect class=\"{style}\" width=\"12\" height=\"12\" rx=\"3\"/></svg>{name}</li>");
        Add($"</ul><p class=\"dim\">Steps of {Number(figures.Timeline.Seconds)} s; the highest is {Number(top)}.</p></section>\n");
    }

    private void Bars(string title, IEnumerable<(string Name, long Count, string Note)> rows)
    {
        var list = rows.ToList();
        if (list.Count == 0)
            return;
        Add($"<section><h2>{title}</h2><table>");
        foreach (var (name, count, note) in list)
            Add($"<tr><td>{Escape(name)} <span class=\"dim\">{Escape(note)}</span>{Bar(count, list.Max(row => row.Count))}</td><td class=\"n\">{Number(count)}</td></tr>");
        Add("</table></section>\n");
    }

    private void Sheets()
    {
        Sheet("Kept images", figures.Kept.ToList(), row => $"{row.Entry.Settlement.Image!.WidthPixels} × {row.Entry.Settlement.Image.HeightPixels}");
        if (figures.Rejects.Count == 0)
            return;
        Add("<section><h2>Rejected</h2>");
        foreach (var (reason, rows) in figures.Rejects.OrderByDescending(pair => summary.Tally.Reasons.GetValueOrDefault(pair.Key)).Take(MaxSheets))
        {
            Add($"<h3><code>{Escape(reason)}</code> <span class=\"dim\">{Escape(ReasonTexts.For(reason).Explanation)}</span></h3>");
            Figures(rows, row => row.Entry.Settlement.Detail ?? "");
        }

        Add("</section>\n");
    }

    private void Sheet(string title, List<ManifestRow> rows, Func<ManifestRow, string> note)
    {
        if (rows.Count == 0)
            return;
        Add($"<section><h2>{title}</h2>");
        Figures(rows, note);
        Add("</section>\n");
    }

    // What cannot be shown is told, in a line of its own.
    private void Figures(List<ManifestRow> rows, Func<ManifestRow, string> note)
    {
        var shown = rows.Where(pictures.ContainsKey).ToList();
        if (shown.Count > 0)
            Add("<div class=\"sheet\">");
        foreach (var row in shown)
            Add($"<figure><img loading=\"lazy\" alt=\"\" src=\"{Attribute(pictures[row])}\"><figcaption>{Escape(note(row))} {Escape(Name(row))}</figcaption></figure>");
        if (shown.Count > 0)
            Add("</div>");
        if (shown.Count == rows.Count)
            return;
        Add("<ul class=\"rows\">");
        foreach (var row in rows.Where(row => !pictures.ContainsKey(row)))
            Add($"<li>{Escape(note(row))} <span class=\"dim\">{Escape(Name(row))}</span></li>");
        Add("</ul>");
    }

    private static string Name(ManifestRow row) => row.Entry.Candidate.Caption ?? row.Entry.Candidate.Url;

    // Our own: a data URI or a path of hexadecimal digits; long, so it is not cut.
    private static string Attribute(string address) => System.Net.WebUtility.HtmlEncode(address);

    private static string Bar(long count, long most) =>
        $"<svg class=\"bar\" viewBox=\"0 0 100 14\" preserveAspectRatio=\"none\"><rect class=\"track\" width=\"100\" height=\"14\"/><rect class=\"f-bar\" width=\"{Number(100.0 * count / Math.Max(most, 1))}\" height=\"14\"/></svg>";

    private void Card(string name, string value) => Add($"<div class=\"card\"><b>{value}</b><span class=\"dim\">{name}</span></div>");

    private static string Time(DateTimeOffset? time) => time is { } value
        ? value.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)
        : "–";

    private void Add(string html) => _html.Append(html);
}
