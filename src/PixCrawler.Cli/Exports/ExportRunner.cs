using PixCrawler.Cli.Commands;
using PixCrawler.Cli.Home;
using PixCrawler.Cli.Hosting;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Datasets.Manifests;

namespace PixCrawler.Cli.Exports;

/// <summary>
/// Runs one export to its end, or until the process is asked to stop: under the dataset's job where this process can have it, so that it is
/// remembered and gone on with; by itself where another process works on the job, or where there is none. The job itself does not go on.
/// </summary>
internal sealed class ExportRunner(ExportView view, Logging logging, TimeProvider time)
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>Exports a dataset.</summary>
    /// <param name="settings">What was asked for.</param>
    /// <param name="interrupted">Is cancelled when the process is asked to stop.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(ExportSettings settings, CancellationToken interrupted)
    {
        var home = new DatasetHome(settings.Output);
        if (!ManifestReader.IsDataset(settings.Output))
            return Reject("OUT", $"{settings.Output} holds no dataset; name the folder a crawl wrote to");
        using var claim = home.HasJob ? home.TryLock() : null;
        var note = claim is null ? null : home.ReadNote();
        if (note?.Journal == JobNote.PostgreSql && settings.Journal is null)
            return Reject("--journal", "this job is kept in PostgreSQL; give the connection string it was begun with");
        settings.Process.GoesOnWithJobs = false;
        if (note is not null)
            settings.Process.Journal = home.Journal(note, settings.Journal);
        try
        {
            if (note is not null)
                logging.OpenFile(home.Output);
            await using var host = await CrawlHost.StartAsync(settings.Process, home.Output, logging.Logger, time, interrupted);
            using var stop = interrupted.Register(() => _ = host.StopAsync());
            return note is null
                ? await FollowAsync(settings, new LooseExport(host.Exports, time).RunAsync(settings, interrupted), interrupted)
                : await RunAsync(host, note.JobId, settings, interrupted);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            return Suspended(settings);
        }
        catch (Exception error)
        {
            logging.Logger.Error(error, "The export broke off");
            view.Broken($"unexpected error: {error.Message} ({error.GetType().Name})");
            return ExitCodes.Unexpected;
        }
    }

    /// <summary>Exports the dataset of a job of a crawler that runs already.</summary>
    internal async Task<int> RunAsync(ICrawler host, JobId jobId, ExportSettings settings, CancellationToken interrupted)
    {
        var answer = await host.Client.ExportAsync(
            new ExportDataset(jobId, settings.Name, settings.Specification) { Refresh = true }, interrupted);
        if (answer is not ExportAccepted)
        {
            view.Rejected(answer is ExportRejected rejected
                ? [.. rejected.Errors.Select(OptionNames.OfExport)]
                : [new FieldError("OUT", "the journal knows no such job; name the journal it was begun with by --journal")]);
            return ExitCodes.Usage;
        }

        var code = await FollowAsync(
            settings, host.Client.WatchExportAsync(jobId, settings.Name, WatchInterval, CancellationToken.None), interrupted);
        if (code is ExitCodes.Complete or ExitCodes.Partial && settings.Link is { } lifetime)
            ShowLinks(await host.Client.LinkExportAsync(new LinkExport(jobId, settings.Name, lifetime), interrupted));
        return code;
    }

    private async Task<int> FollowAsync(ExportSettings settings, IAsyncEnumerable<ExportReport> reports, CancellationToken interrupted)
    {
        view.Started(settings);
        ExportReport? last = null;
        try
        {
            last = await view.FollowAsync(reports);
        }
        catch (Exception) when (interrupted.IsCancellationRequested)
        {
            // The crawler went while it was asked how the export stands.
        }

        if (last is null or { Status: ExportStatus.Running })
            return Suspended(settings);
        var code = CodeOf(last);
        view.Ended(last, code);
        return code;
    }

    private int Suspended(ExportSettings settings)
    {
        view.Suspended(settings);
        return ExitCodes.Suspended;
    }

    private void ShowLinks(IWithJobId answer)
    {
        if (answer is ExportLinks links)
            view.Links(links.Links);
        else if (answer is ExportRejected rejected)
            view.Rejected([.. rejected.Errors.Select(error => error with { Field = "--link" })]);
    }

    private int Reject(string field, string problem)
    {
        view.Rejected([new FieldError(field, problem)]);
        return ExitCodes.Usage;
    }

    // Kept images that are not there any more make it partial; what a layout cannot hold does not.
    private static int CodeOf(ExportReport report) => report switch
    {
        { Status: ExportStatus.Completed, Result: { } result } =>
            result.LeftOut.ContainsKey("missing") || result.LeftOut.ContainsKey("damaged") ? ExitCodes.Partial : ExitCodes.Complete,
        { Status: ExportStatus.Cancelled } => ExitCodes.Cancelled,
        _ => ExitCodes.Failed,
    };
}
