using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Supervision;

namespace PixCrawler.Domain.Exports;

/// <summary>Something a job is asked to decide about its exports.</summary>
public abstract record ExportCommand
{
    private ExportCommand()
    {
    }

    /// <summary>Accept an export and begin it.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Specification">What it is to be.</param>
    /// <param name="Refresh">Whether one that has ended is brought up to date.</param>
    public sealed record Start(string Name, ExportSpecification Specification, bool Refresh) : ExportCommand;

    /// <summary>Begin the run that was waited for.</summary>
    /// <param name="Name">The export.</param>
    public sealed record BeginRun(string Name) : ExportCommand;

    /// <summary>Take a run's result.</summary>
    /// <param name="Name">The export.</param>
    /// <param name="Run">The run.</param>
    /// <param name="Result">What came of it.</param>
    public sealed record Complete(string Name, int Run, ExportSummary Result) : ExportCommand;

    /// <summary>Judge a run's failure.</summary>
    /// <param name="Name">The export.</param>
    /// <param name="Run">The run.</param>
    /// <param name="Cause">Why.</param>
    /// <param name="Policy">The rule.</param>
    /// <param name="DiskIsFull">Whether the disk it writes to was measured to be full.</param>
    public sealed record Fail(string Name, int Run, FailureCause Cause, RestartPolicy Policy, bool DiskIsFull = false) : ExportCommand;

    /// <summary>End an export early.</summary>
    /// <param name="Name">The export.</param>
    public sealed record Cancel(string Name) : ExportCommand;

    /// <summary>Go on after the process was killed: judge the runs that have no outcome.</summary>
    /// <param name="Policy">The rule.</param>
    public sealed record Resume(RestartPolicy Policy) : ExportCommand;

    /// <summary>Note that the process ends in good order.</summary>
    public sealed record Suspend : ExportCommand;
}
