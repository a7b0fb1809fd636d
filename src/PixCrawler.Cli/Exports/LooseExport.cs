using System.Runtime.CompilerServices;
using PixCrawler.Actors.Datasets;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Failures;

namespace PixCrawler.Cli.Exports;

/// <summary>An export of a dataset whose job this process cannot have, told like one that is under its job.</summary>
internal sealed class LooseExport(IDatasetExports exports, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    public async IAsyncEnumerable<ExportReport> RunAsync(
        ExportSettings settings, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var latest = new Latest();
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(settings.Output));
        var report = new ExportReport(default, settings.Name, ExportStatus.Running) { StartedAt = time.GetUtcNow() };
        var errors = exports.Check(settings.Specification, name);
        var work = errors.Count > 0
            ? Task.FromException<ExportSummary>(new InvalidInputException("export-options-invalid", string.Join("; ", errors.Select(error => $"{error.Field}: {error.Problem}"))))
            : exports.RunAsync(new ExportOrder(name, settings.Name, 1, settings.Specification), settings.Output, latest, cancellationToken);
        while (!work.IsCompleted)
        {
            yield return report with { Progress = latest.Value };
            await Task.WhenAny(work, Task.Delay(Interval, time, CancellationToken.None));
        }

        cancellationToken.ThrowIfCancellationRequested();
        yield return await EndAsync(report with { EndedAt = time.GetUtcNow() }, work);
    }

    private static async Task<ExportReport> EndAsync(ExportReport report, Task<ExportSummary> work)
    {
        try
        {
            return report with { Status = ExportStatus.Completed, Result = await work };
        }
        catch (CrawlException error)
        {
            return report with { Status = ExportStatus.Failed, Cause = FailureCauses.Of(error) };
        }
    }

    private sealed class Latest : IProgress<ExportProgress>
    {
        private readonly Lock _gate = new();
        private ExportProgress? _value;

        public ExportProgress? Value
        {
            get
            {
                lock (_gate)
                    return _value;
            }
        }

        public void Report(ExportProgress value)
        {
            lock (_gate)
                _value = value;
        }
    }
}
