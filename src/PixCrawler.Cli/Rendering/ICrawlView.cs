using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Cli.Rendering;

/// <summary>A crawl that has begun.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Name">The dataset's name.</param>
/// <param name="OutputFolder">Where the dataset goes, absolute.</param>
/// <param name="LogFile">Where the log is.</param>
internal sealed record CrawlStart(JobId JobId, string Name, string OutputFolder, string LogFile);

/// <summary>A crawl that has ended.</summary>
/// <param name="Start">How it began.</param>
/// <param name="Report">Its last report.</param>
/// <param name="ExitCode">What the process ends with.</param>
internal sealed record CrawlEnd(CrawlStart Start, JobReport Report, int ExitCode);

/// <summary>What a person or a program sees of a crawl.</summary>
internal interface ICrawlView
{
    /// <summary>The job was not accepted.</summary>
    void Rejected(IReadOnlyList<FieldError> errors);

    /// <summary>The job was accepted.</summary>
    void Started(CrawlStart start);

    /// <summary>Shows a job's progress until its last report, and returns that.</summary>
    Task<JobReport> FollowAsync(IAsyncEnumerable<JobReport> reports);

    /// <summary>The process was asked to stop: work under way ends, nothing more is begun.</summary>
    void Stopping();

    /// <summary>The process stops with its work saved.</summary>
    void Suspended(CrawlStart start);

    /// <summary>The job has ended.</summary>
    void Ended(CrawlEnd end);

    /// <summary>The crawl broke off.</summary>
    void Broken(string problem);
}
