using System.Globalization;
using System.Text;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Sources;

namespace PixCrawler.Datasets.Reports;

/// <summary>Writes <c>REPORT.md</c>: how the job ended, for people.</summary>
internal sealed class Report(DatasetSummary summary, ImageStatistics images, IReadOnlyList<BadRow> badRows)
{
    public const int MaxBadRows = 20;
    private const int MaxFailedChunks = 100;

    private readonly StringBuilder _text = new();

    public byte[] ToUtf8()
    {
        Headline();
        Results();
        Reasons();
        Duplicates();
        Groups("Formats", "Format", images.Formats);
        Groups("Sizes", "Shorter side", images.ShortestSides);
        FailedChunks();
        BadRows();
        Settings();
        return Encoding.UTF8.GetBytes(_text.ToString());
    }

    private void Headline()
    {
        Line($"# {Markdown.Escape(summary.Settings.Name)}: {Lower(summary.Status)}");
        Line($"");
        var kept = Text($"**{summary.Tally.Kept:N0} of {summary.PlannedSlots:N0}** URLs are in the dataset{Share(summary.Tally.Kept)}");
        Line($"{kept}, as {summary.Files.Images:N0} distinct images of {Size(summary.Files.Bytes)}{Pace()}.");
        if (summary.Problem is { } problem)
        {
            Line($"");
            Line($"**Problem:** {Markdown.Escape(problem)}");
        }

        if (summary.Advice is { } advice)
        {
            Line($"");
            Line($"**Advice:** {Markdown.Escape(advice)}");
        }

        Line($"");
        Line($"- Job: {summary.JobId}");
        Line($"- Started: {Time(summary.StartedAt)}");
        Line($"- Ended: {Time(summary.EndedAt)}");
        Line($"- Attempts: {summary.Tally.Attempts:N0}");
        Line($"- Worker restarts: {summary.Restarts:N0}");
        Line($"- Written by: PixCrawler {Markdown.Escape(summary.ToolVersion)}");
    }

    private void Results()
    {
        var tally = summary.Tally;
        Table("Results", "| Result | URLs | Share | Meaning |", "|---|---:|---:|---|",
        [
            Result("kept", tally.Kept, "the image is in the dataset"),
            Result("rejected", tally.Rejected, "what came is not an image this job wants"),
            Result("refused", tally.Refused, "a rule forbids it (robots.txt, an opt-out)"),
            Result("failed", tally.Failed, "it could not be had"),
            Result("cancelled", tally.Cancelled, "the job was cancelled first"),
            Result("open", summary.PlannedSlots - tally.Settled, "not settled"),
        ]);
    }

    private string? Result(string name, int count, string meaning) => count == 0 && name == "open"
        ? null
        : Text($"| {name} | {count:N0} | {Percent(count)} | {meaning} |");

    private void Reasons() => Table(
        "Why URLs are not in the dataset", "| Reason | URLs | What it means | What to do |", "|---|---:|---|---|",
        summary.Tally.Reasons.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair =>
        {
            var text = ReasonTexts.For(pair.Key);
            var (reason, meaning, advice) = (Markdown.Escape(pair.Key), Markdown.Escape(text.Explanation), Markdown.Escape(text.Advice));
            return Text($"| {reason} | {pair.Value:N0} | {meaning} | {advice} |");
        }));

    private void Duplicates()
    {
        if (summary.Duplicates is not { Total: > 0 } found)
            return;
        Table("Images that are there twice", "| In common | Images |", "|---|---:|",
        [
            Text($"| the URL | {found.Url:N0} |"),
            Text($"| the bytes | {found.Exact:N0} |"),
            Text($"| the look | {found.Near:N0} |"),
        ]);
        Line($"");
        Line($"Each of them and its twin is in `duplicates.jsonl`; {ReportSettings.FateOf(summary.Settings.Deduplication!.Mode)}.");
    }

    private void Groups(string title, string column, IEnumerable<(string Name, ImageStatistics.Group Group)> rows) => Table(
        title, $"| {column} | URLs | Bytes |", "|---|---:|---:|",
        rows.Select(row => Text($"| {Markdown.Escape(row.Name)} | {row.Group.Images:N0} | {Size(row.Group.Bytes)} |")));

    private void FailedChunks()
    {
        Table("Chunks given up", "| Chunk | Cause |", "|---:|---|",
            summary.FailedChunks.Take(MaxFailedChunks).Select(chunk => Text($"| {chunk.Chunk} | {Markdown.Escape(chunk.Cause)} |")));
        More(summary.FailedChunks.Count - MaxFailedChunks, "dataset.json");
    }

    private void BadRows()
    {
        Table("Rows without a URL", "| Line | Problem |", "|---:|---|",
            badRows.Select(row => Text($"| {row.Line} | {Markdown.Escape(row.Problem)} |")));
        More(summary.BadRows - badRows.Count, "manifest/bad-rows.jsonl");
    }

    private void Settings()
    {
        Table("Settings", "| Setting | Value |", "|---|---|",
            ReportSettings.Of(DatasetDocument.WithoutSecrets(summary.Settings)).Select(row => $"| {row.Name} | {Markdown.Escape(row.Value)} |"));
        Line($"");
        Line($"The account of every URL is in `manifest/`, one JSON object a line; the same figures as here are in `dataset.json`.");
    }

    private void Table(string title, string header, string rule, IEnumerable<string?> rows)
    {
        var lines = rows.OfType<string>().ToList();
        if (lines.Count == 0)
            return;
        Line($"");
        Line($"## {title}");
        Line($"");
        Line($"{header}");
        Line($"{rule}");
        lines.ForEach(line => Line($"{line}"));
    }

    private void More(long count, string file)
    {
        if (count <= 0)
            return;
        Line($"");
        Line($"{count:N0} more in `{file}`.");
    }

    private string Pace()
    {
        if (summary.EndedAt - summary.StartedAt is not { } elapsed || elapsed <= TimeSpan.Zero)
            return "";
        return Text($", after {elapsed:d\\.hh\\:mm\\:ss} at {summary.Tally.Settled / elapsed.TotalSeconds:N1} URLs a second")
            .Replace("after 0.", "after ", StringComparison.Ordinal);
    }

    private string Share(int count) => summary.PlannedSlots == 0 ? "" : $" ({Percent(count)})";

    private string Percent(int count) => summary.PlannedSlots == 0
        ? "–"
        : Text($"{100.0 * count / summary.PlannedSlots:N1} %");

    private static string Size(long bytes) => bytes switch
    {
        < 1_000 => Text($"{bytes} bytes"),
        < 1_000_000 => Text($"{bytes / 1e3:N1} kB"),
        < 1_000_000_000 => Text($"{bytes / 1e6:N1} MB"),
        _ => Text($"{bytes / 1e9:N1} GB"),
    };

    private static string Time(DateTimeOffset? time) => time is { } value
        ? Text($"{value.ToUniversalTime():yyyy-MM-dd HH:mm:ss} UTC")
        : "–";

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void Line(FormattableString line) => _text.Append(Text(line)).Append('\n');
}
