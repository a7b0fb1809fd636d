using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Cli.Rendering;

/// <summary>How progress is shown to people while a job runs.</summary>
internal interface IProgressStyle
{
    /// <summary>Shows a job's progress until its last report, and returns that.</summary>
    Task<JobReport> FollowAsync(IAsyncEnumerable<JobReport> reports);
}

/// <summary>A crawl for people: progress in one style or another, and a summary at its end.</summary>
internal sealed class HumanView(Terminal terminal, IProgressStyle progress, ISummary summary) : ICrawlView
{
    public void Rejected(IReadOnlyList<FieldError> errors)
    {
        foreach (var error in errors)
            terminal.Error.WriteLine($"{SafeText.Line(error.Field)}: {SafeText.Line(error.Problem)}");
    }

    public void Started(CrawlStart start) => summary.WriteStart(start);

    public Task<JobReport> FollowAsync(IAsyncEnumerable<JobReport> reports) => progress.FollowAsync(reports);

    public void Stopping() => terminal.Error.WriteLine("Stopping: downloads under way have 20 s to end. Press Ctrl-C again to end at once.");

    public void Suspended(CrawlStart start)
    {
        terminal.Error.WriteLine("Stopped; everything so far is saved. Go on with the same options and --resume:");
        terminal.Error.WriteLine($"  pixcrawl crawl --resume -o {SafeText.Line(start.OutputFolder)}");
    }

    public void Ended(CrawlEnd end) => summary.WriteEnd(end);

    public void Broken(string problem) => terminal.Error.WriteLine($"pixcrawl: {SafeText.Line(problem)}");
}
