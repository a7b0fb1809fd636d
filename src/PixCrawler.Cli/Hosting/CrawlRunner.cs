using PixCrawler.Cli.Commands;
using PixCrawler.Cli.Home;
using PixCrawler.Cli.Rendering;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Cli.Hosting;

/// <summary>Runs one job to its end, or until the process is asked to stop.</summary>
internal sealed class CrawlRunner(ICrawlView view, Logging logging, TimeProvider time)
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan CancelPollInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>Exports what a job that has ended has kept, and says what the process ends with for it; null for nothing.</summary>
    public Func<ICrawler, JobId, CancellationToken, Task<int>>? Export { get; init; }

    /// <summary>Begins or takes up the job of a dataset and follows it.</summary>
    /// <param name="settings">What was asked for.</param>
    /// <param name="interrupted">Is cancelled when the process is asked to stop: work under way ends, the rest waits for a resume.</param>
    /// <returns>How it began, its last report (null where it never began) and the exit code.</returns>
    public async Task<(CrawlStart? Start, JobReport? Report, int ExitCode)> RunAsync(CrawlSettings settings, CancellationToken interrupted)
    {
        var home = new DatasetHome(settings.Job.OutputFolder);
        if (Problem(home, settings) is { } problem)
            return Reject(problem);
        using var claim = home.TryLock();
        if (claim is null)
            return Reject(new FieldError("--output", $"process {home.Worker()} works on this dataset; wait for it, or end it with: pixcrawl jobs cancel {home.Output}"));
        var note = home.ReadNote();
        if (note is null)
        {
            note = new JobNote(new JobId(Guid.NewGuid()).ToString(), NameOf(settings.Journal));
            home.WriteNote(note);
        }

        settings.Process.Journal = home.Journal(note, settings.Journal);
        return await GuardAsync(async () =>
        {
            await using var host = await CrawlHost.StartAsync(settings.Process, home.Output, logging.Logger, time, interrupted);
            return await RunAsync(host, home, note.JobId, settings, interrupted);
        }, interrupted);
    }

    /// <summary>Takes up an ended job again with what failed, and follows it.</summary>
    /// <param name="settings">How the process works; the job's own settings count for the job.</param>
    /// <param name="reason">Only what failed for this reason; null for all.</param>
    /// <param name="interrupted">As above.</param>
    public async Task<(CrawlStart? Start, JobReport? Report, int ExitCode)> RetryFailedAsync(
        CrawlSettings settings, string? reason, CancellationToken interrupted)
    {
        var home = new DatasetHome(settings.Job.OutputFolder);
        using var claim = home.HasJob ? home.TryLock() : null;
        if (claim is null)
            return Reject(new FieldError("OUT", home.HasJob ? $"process {home.Worker()} works on this dataset; wait for it" : "holds no job; name the folder a crawl wrote to"));
        var note = home.ReadNote()!;
        settings.Process.Journal = home.Journal(note, settings.Journal);
        return await GuardAsync(async () =>
        {
            await using var host = await CrawlHost.StartAsync(settings.Process, home.Output, logging.Logger, time, interrupted);
            return await host.Client.RetryFailedAsync(new RetryFailed(note.JobId, reason), interrupted) switch
            {
                RetryAccepted => await FollowAsync(host, home, Start(note.JobId, settings.Job.Name, home), interrupted),
                RetryRefused refused => Reject(new FieldError("OUT", refused.Problem)),
                _ => Reject(new FieldError("OUT", "the journal knows no such job; name the journal it was begun with by --journal")),
            };
        }, interrupted);
    }

    internal async Task<(CrawlStart? Start, JobReport? Report, int ExitCode)> RunAsync(
        ICrawler host, DatasetHome home, JobId jobId, CrawlSettings settings, CancellationToken interrupted)
    {
        if (await host.Client.GetStatusAsync(jobId, interrupted) is null)
        {
            if (settings.Job.Sources.Count == 0)
                return Reject(new FieldError("LIST", "there is nothing to resume yet; name the URL lists to crawl"));
            if (await host.Client.SubmitAsync(new SubmitJob(jobId, settings.Job), interrupted) is JobRejected rejected)
            {
                view.Rejected([.. rejected.Errors.Select(OptionNames.Of)]);
                await host.StopAsync();
                home.Forget();
                return (null, null, ExitCodes.Usage);
            }
        }

        var (start, report, exitCode) = await FollowAsync(host, home, Start(jobId, settings.Job.Name, home), interrupted);
        if (Export is not null && report is { Tally.Kept: > 0, Status: not JobStatus.Cancelled })
            exitCode = Math.Max(exitCode, await Export(host, jobId, interrupted));
        return (start, report, exitCode);
    }

    private CrawlStart Start(JobId jobId, string name, DatasetHome home) => new(jobId, name, home.Output, logging.OpenFile(home.Output));

    private async Task<(CrawlStart? Start, JobReport? Report, int ExitCode)> FollowAsync(
        ICrawler host, DatasetHome home, CrawlStart start, CancellationToken interrupted)
    {
        view.Started(start);
        using var over = new CancellationTokenSource();
        var watching = StopOrCancelWhenAskedAsync(host, home, start, over, interrupted);
        try
        {
            var report = await view.FollowAsync(host.Client.WatchAsync(start.JobId, WatchInterval, over.Token));
            if (report.Status.IsTerminal())
                return (start, report, ExitCodes.Of(report.Status));
        }
        catch (Exception) when (interrupted.IsCancellationRequested)
        {
            // The crawler went while it was asked how the job stands.
        }
        finally
        {
            await over.CancelAsync();
            await watching;
            home.TakeCancelRequest();
        }

        view.Suspended(start);
        return (start, null, ExitCodes.Suspended);
    }

    // Looks for both: a signal to this process, and another process's wish to cancel the job.
    private async Task StopOrCancelWhenAskedAsync(
        ICrawler host, DatasetHome home, CrawlStart start, CancellationTokenSource over, CancellationToken interrupted)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(interrupted, over.Token);
        using var timer = new PeriodicTimer(CancelPollInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(either.Token))
            {
                if (home.TakeCancelRequest())
                    await host.Client.CancelAsync(start.JobId, either.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Asked to stop, or over.
        }

        if (over.IsCancellationRequested || !interrupted.IsCancellationRequested)
            return;
        view.Stopping();
        await host.StopAsync();
        await over.CancelAsync();
    }

    private async Task<(CrawlStart? Start, JobReport? Report, int ExitCode)> GuardAsync(
        Func<Task<(CrawlStart? Start, JobReport? Report, int ExitCode)>> run, CancellationToken interrupted)
    {
        try
        {
            return await run();
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            view.Broken("stopped before the job began; nothing was fetched");
            return (null, null, ExitCodes.Suspended);
        }
        catch (Exception error)
        {
            logging.Logger.Error(error, "The crawl broke off");
            var advice = logging.FilePath is { } path ? $"the log has more: {path}" : "run it again with --verbose for more";
            view.Broken($"unexpected error: {error.Message} ({error.GetType().Name}); {advice}");
            return (null, null, ExitCodes.Unexpected);
        }
    }

    private (CrawlStart? Start, JobReport? Report, int ExitCode) Reject(FieldError error)
    {
        view.Rejected([error]);
        return (null, null, ExitCodes.Usage);
    }

    private static FieldError? Problem(DatasetHome home, CrawlSettings settings)
    {
        if (!home.HasJob)
            return settings.Job.Sources.Count == 0 ? new FieldError("LIST", "name the URL lists to crawl") : null;
        if (!settings.Resume)
            return new FieldError("--output", $"{home.Output} holds a job; add --resume to go on with it, or name another folder");
        return home.ReadNote()!.Journal == JobNote.PostgreSql && settings.Journal is null
            ? new FieldError("--journal", "this job is kept in PostgreSQL; give the connection string it was begun with")
            : null;
    }

    private static string NameOf(Actors.Hosting.JournalOptions? journal) => journal switch
    {
        null => JobNote.Own,
        { Kind: Actors.Hosting.JournalKind.PostgreSql } => JobNote.PostgreSql,
        _ => Path.GetFullPath(journal.File!),
    };
}
