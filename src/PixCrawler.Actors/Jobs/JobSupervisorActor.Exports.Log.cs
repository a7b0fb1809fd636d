using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Observability;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Exports;
using Serilog;

namespace PixCrawler.Actors.Jobs;

internal sealed partial class JobSupervisorActor
{
    private ILogger ExportLog(string name, ExportSpecification specification) => Log
        .ForContext("UserId", _state.Specification!.UserId)
        .ForContext("ExportFormat", specification.Layout)
        .ForContext("StorageTier", specification.Tier)
        .ForContext("ResourceId", $"export-{LogText.Clean(name)}")
        .ForContext("Operation", "export");

    private void LogExportStarted(string name, JobExport export) => ExportLog(name, export.Specification)
        .ForContext("EventId", EventIds.ExportStarted)
        .Information("Export {Export} begins: {ExportFormat}, {Format}, to {Target}",
            name, export.Specification.Layout, export.Specification.Compression, export.Specification.Target ?? "the dataset's folder");

    private void LogExportRejected(ExportDataset export, IReadOnlyList<FieldError> errors) => ExportLog(export.Name, export.Specification)
        .ForContext("EventId", EventIds.ExportRejected)
        .Error("The export is not accepted: {Errors}", string.Join("; ", errors.Select(error => $"{error.Field}: {error.Problem}")));

    private void LogExportFailure(ExportRunFailed failed, JobExport export)
    {
        _services.Metrics.Restarted(WorkerKind.Export);
        ExportLog(failed.Name, export.Specification)
            .ForContext("EventId", EventIds.ExportRestart)
            .ForContext("ErrorType", failed.Cause.ErrorType)
            .ForContext("DueAt", failed.RestartDueAt)
            .Warning("Export {Export} stopped ({Reason}: {Problem}); restart {RestartCount} of {MaxRestarts} in {DelaySeconds} s",
                failed.Name, failed.Cause.Reason, failed.Cause.Message, export.Restarts + (failed.IsUncounted ? 0 : 1),
                _services.Restarts.MaxRestarts, (failed.RestartDueAt - failed.At).TotalSeconds);
    }

    private void LogExportEnded(ExportEnded ended, JobExport export)
    {
        var log = ExportLog(ended.Name, export.Specification);
        switch (ended.Status)
        {
            case ExportStatus.Completed when ended.Result is { } result:
                if (export.Specification.Compression != ExportCompression.None)
                    LogCompressed(result, export.Specification);
                log.ForContext("EventId", EventIds.ExportCompleted)
                    .Information("Export {Export} is done: {Samples} images, {Bytes} bytes, in {Location}",
                        ended.Name, result.Samples, result.SampleBytes, result.Location);
                break;
            case ExportStatus.Cancelled:
                log.ForContext("EventId", EventIds.ExportCancelled).Information("Export {Export} was cancelled", ended.Name);
                break;
            default:
                log.ForContext("EventId", EventIds.ExportFailed)
                    .ForContext("ErrorType", ended.Cause?.ErrorType)
                    .Error("Export {Export} failed after {RestartCount} restarts ({Reason}: {Problem})",
                        ended.Name, export.Restarts, ended.Cause?.Reason, ended.Cause?.Message);
                break;
        }
    }

    private void LogCompressed(ExportSummary result, ExportSpecification specification) => Log
        .ForContext("EventId", EventIds.DatasetCompressed)
        .ForContext("CompressionLevel", specification.Compression == ExportCompression.TarZst ? specification.ZstdLevel : null)
        .ForContext("Operation", "compression")
        .Information("{FileCount} files are packed as {Format}", result.Samples, specification.Compression);

    private void LogExportUnexpected(string name, JobExport export, Exception error) => ExportLog(name, export.Specification)
        .ForContext("EventId", EventIds.ExportFailed)
        .ForContext("RestartCount", export.Restarts)
        .ForContext("ErrorType", error.GetType().Name)
        .Error(error, "Export {Export} failed with an error nobody foresaw", name);
}
