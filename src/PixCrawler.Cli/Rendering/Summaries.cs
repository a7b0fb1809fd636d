using PixCrawler.Contracts.Jobs;
using PixCrawler.Datasets.Reports;
using Spectre.Console;

namespace PixCrawler.Cli.Rendering;

/// <summary>What people are told before and after a crawl.</summary>
internal interface ISummary
{
    /// <summary>Says what begins.</summary>
    void WriteStart(CrawlStart start);

    /// <summary>Says how it ended.</summary>
    void WriteEnd(CrawlEnd end);
}

/// <summary>One line at the end, for scripts that want to be quiet.</summary>
internal sealed class BriefSummary(TextWriter output) : ISummary
{
    public void WriteStart(CrawlStart start)
    {
    }

    public void WriteEnd(CrawlEnd end) =>
        output.WriteLine($"{end.Report.Status.ToString().ToLowerInvariant()}: {ProgressText.Counts(end.Report.Tally)}; {end.Start.OutputFolder}");
}

/// <summary>Tables by result and by reason, and where the files are.</summary>
internal sealed class FullSummary(Terminal terminal, IAnsiConsole console) : ISummary
{
    public void WriteStart(CrawlStart start) => terminal.Out.WriteLine($"Crawling into {SafeText.Line(start.OutputFolder)}");

    public void WriteEnd(CrawlEnd end)
    {
        var (report, tally) = (end.Report, end.Report.Tally);
        console.MarkupLine($"[bold]{Verdict(report.Status)}[/]");
        if (report.Problem is { } problem)
            terminal.Out.WriteLine($"Problem: {SafeText.Line(problem)}");
        if (report.Advice is { } advice)
            terminal.Out.WriteLine($"Advice: {SafeText.Line(advice)}");
        console.Write(Results(tally));
        if (tally.Reasons.Count > 0)
            console.Write(Reasons(tally));
        WriteFacts(end);
    }

    private void WriteFacts(CrawlEnd end)
    {
        var report = end.Report;
        var took = (report.EndedAt - report.StartedAt) ?? TimeSpan.Zero;
        var rate = took > TimeSpan.Zero ? report.Tally.Settled / took.TotalSeconds : 0;
        terminal.Out.WriteLine($"Took {Figures.Duration(took)}, {Figures.Rate(rate)} URLs a second, {Figures.Count(report.Tally.Attempts)} attempts.");
        if (report.Duplicates is { Total: > 0 } found)
            terminal.Out.WriteLine($"There twice: {Figures.Count(found.Url)} by URL, {Figures.Count(found.Exact)} by their bytes, {Figures.Count(found.Near)} by their look: see duplicates.jsonl.");
        if (report.BadRows > 0)
            terminal.Out.WriteLine($"{Figures.Count(report.BadRows)} rows held no URL: see manifest/bad-rows.jsonl.");
        if (report.ChunksFailed > 0)
            terminal.Out.WriteLine($"{Figures.Count(report.ChunksFailed)} chunks were given up after their restarts: see REPORT.md.");
        var folder = SafeText.Line(end.Start.OutputFolder);
        terminal.Out.WriteLine($"Dataset: {folder}");
        terminal.Out.WriteLine("  images/ the pictures, manifest/ the account of every URL, REPORT.md and report.html the account in words and pictures");
        terminal.Out.WriteLine($"  log {SafeText.Line(end.Start.LogFile)}");
    }

    private static string Verdict(JobStatus status) => status switch
    {
        JobStatus.Completed => "Complete: every URL is accounted for and nothing failed.",
        JobStatus.Partial => "Partial: the dataset is usable, and some URLs failed.",
        JobStatus.Cancelled => "Cancelled: what was kept stays.",
        _ => "Failed: nothing usable came out.",
    };

    private static Table Results(Tally tally)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("result").AddColumn(new TableColumn("URLs").RightAligned()).AddColumn("");
        void Row(string result, int count, string meaning) => table.AddRow(result, Figures.Count(count), meaning);
        Row("kept", tally.Kept, $"in the dataset, {Figures.Bytes(tally.Bytes)}");
        Row("rejected", tally.Rejected, "something came, but not an image this job wants");
        Row("refused", tally.Refused, "a rule forbids it");
        Row("failed", tally.Failed, "it could not be had");
        if (tally.Cancelled > 0)
            Row("cancelled", tally.Cancelled, "given up with the job");
        return table;
    }

    private static Table Reasons(Tally tally)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumn("reason").AddColumn(new TableColumn("URLs").RightAligned()).AddColumn("meaning").AddColumn("what to do");
        foreach (var (reason, count) in ProgressText.Top(tally, int.MaxValue))
        {
            var text = ReasonTexts.For(reason);
            table.AddRow(SafeText.Markup(reason), Figures.Count(count), SafeText.Markup(text.Explanation), SafeText.Markup(text.Advice));
        }

        return table;
    }
}
