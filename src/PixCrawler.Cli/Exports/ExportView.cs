using PixCrawler.Cli.Commands;
using PixCrawler.Cli.Rendering;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Cli.Exports;

/// <summary>What a person or a program sees of an export.</summary>
internal abstract class ExportView(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>The view that was asked for.</summary>
    public static ExportView Choose(ExportSettings settings, Terminal terminal, TimeProvider time) => settings.View == ViewKind.Json
        ? new JsonExportView(terminal.Out, time)
        : new HumanExportView(terminal, isBrief: settings.View == ViewKind.Quiet, time);

    /// <summary>Shows progress until the last report, and returns that; null where there was none.</summary>
    public async Task<ExportReport?> FollowAsync(IAsyncEnumerable<ExportReport> reports)
    {
        ExportReport? last = null;
        var shownAt = DateTimeOffset.MinValue;
        await foreach (var report in reports)
        {
            if (report.Status == ExportStatus.Running && (last?.Progress?.Stage != report.Progress?.Stage
                || last?.RestartDueAt != report.RestartDueAt || time.GetUtcNow() - shownAt >= Interval))
            {
                Progress(report);
                shownAt = time.GetUtcNow();
            }

            last = report;
        }

        return last;
    }

    public abstract void Started(ExportSettings settings);

    protected abstract void Progress(ExportReport report);

    public abstract void Ended(ExportReport report, int exitCode);

    public abstract void Links(IReadOnlyList<ExportLink> links);

    public abstract void Suspended(ExportSettings settings);

    public abstract void Rejected(IReadOnlyList<FieldError> errors);

    public abstract void Broken(string problem);
}
