using PixCrawler.Actors.Hosting;
using PixCrawler.Contracts.Errors;
using PixCrawler.Imaging.Validation;
using PixCrawler.Domain.Urls;
using Serilog;
using Serilog.Events;

namespace PixCrawler.Actors.Downloads;

internal sealed partial class DownloadActor
{
    private ILogger Log => _services.Log
        .ForContext("JobId", _order.Chunk.JobId)
        .ForContext("ChunkId", _order.Chunk)
        .ForContext("Url", SafeUrl.Redact(_order.Candidate.Url))
        .ForContext("Operation", "download");

    private void LogFailed(CrawlException error) => Log
        .ForContext("EventId", EventIds.DownloadFailed)
        .ForContext("AttemptNumber", error.Attempts)
        .Error("Download failed after {Attempts} attempts: {Reason} ({ErrorType})",
            error.Attempts, error.Reason, error.GetType().Name);

    private void LogValidated(ImageValidation validation)
    {
        if (!_services.Log.IsEnabled(LogEventLevel.Debug))
            return;
        Log.ForContext("EventId", EventIds.ImageValidated)
            .ForContext("ImageId", $"{_order.Chunk}/{_order.Slot}")
            .ForContext("ValidationLevel", _job.Specification.ValidationLevel)
            .ForContext("Operation", "validate")
            .Debug("Image judged: {Verdict}", validation.Verdict.Reason ?? "accepted");
    }
}
