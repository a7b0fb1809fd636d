using PixCrawler.Cli.Home;
using PixCrawler.Contracts.Chunks;
using Spectre.Console;

namespace PixCrawler.Cli.Rendering;

/// <summary>Shows datasets and how they stand: a table for people, or one JSON object a line.</summary>
internal sealed class JobListView(Terminal terminal, bool json)
{
    private readonly List<JobListing> _jobs = [];

    /// <summary>Takes one dataset.</summary>
    public void Add(JobListing job)
    {
        if (json)
            JsonEventsContext.WriteLine(terminal.Out, Json(job));
        else
            _jobs.Add(job);
    }

    /// <summary>Writes the table.</summary>
    public void End()
    {
        if (json)
            return;
        if (_jobs.Count == 0)
        {
            terminal.Out.WriteLine("No datasets here; name folders that hold some.");
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumn("dataset").AddColumn("state");
        foreach (var column in new[] { "settled", "kept", "rejected", "refused", "failed" })
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var job in _jobs)
        {
            table.AddRow(
                SafeText.Markup(job.Folder), State(job), Figures.Count(job.Settled), Count(job, SettlementStatus.Kept),
                Count(job, SettlementStatus.Rejected), Count(job, SettlementStatus.Refused), Count(job, SettlementStatus.Failed));
        }

        terminal.Draw(noColor: false).Write(table);
    }

    /// <summary>Shows one dataset, and what to do next.</summary>
    public void Show(JobListing job)
    {
        if (json)
        {
            Add(job);
            return;
        }

        var folder = SafeText.Line(job.Folder);
        terminal.Out.WriteLine($"{folder}: {State(job)}");
        terminal.Out.WriteLine(
            $"  settled {Figures.Count(job.Settled)}: kept {Count(job, SettlementStatus.Kept)}, rejected {Count(job, SettlementStatus.Rejected)}, "
            + $"refused {Count(job, SettlementStatus.Refused)}, failed {Count(job, SettlementStatus.Failed)}, cancelled {Count(job, SettlementStatus.Cancelled)}");
        if (job.Note is { } note)
            terminal.Out.WriteLine($"  job {SafeText.Line(note.Job)}, journal {SafeText.Line(note.Journal)}");
        terminal.Out.WriteLine(job.State switch
        {
            "running" => $"  see what it does: pixcrawl explain {folder}; cancel it: pixcrawl jobs cancel {folder}",
            "stopped" => $"  go on with it: pixcrawl crawl --resume -o {folder}",
            "partial" or "failed" => $"  fetch again what failed: pixcrawl jobs retry-failed {folder}; why: pixcrawl explain {folder}",
            _ => $"  the account in words: {folder}/REPORT.md",
        });
    }

    private static string State(JobListing job) => job.Process is { } process ? $"{job.State} (process {process})" : job.State;

    private static string Count(JobListing job, SettlementStatus status) => Figures.Count(job.Counts[status]);

    private static JsonJob Json(JobListing job) => new(
        job.Folder, job.Note?.Job, job.Name, job.State, job.Process, job.Settled, job.Counts[SettlementStatus.Kept], job.Counts[SettlementStatus.Rejected],
        job.Counts[SettlementStatus.Refused], job.Counts[SettlementStatus.Failed], job.Counts[SettlementStatus.Cancelled],
        job.StartedAt, job.EndedAt, job.Note?.Journal);
}
