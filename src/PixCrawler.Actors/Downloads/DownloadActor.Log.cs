using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Observability;
using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Failures;
using PixCrawler.Domain.Urls;
using PixCrawler.Imaging.Validation;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace PixCrawler.Actors.Downloads;

internal sealed partial class DownloadActor
{
    private long _stageBegan;
    private int _attempt;
    private bool _finished;

    private ILogger Log => Describe(_services.Log);

    private ILogger Describe(ILogger log) => log
        .ForContext("JobId", _order.Chunk.JobId)
        .ForContext("ChunkId", _order.Chunk)
        .ForContext("Url", SafeUrl.Redact(_order.Candidate.Url))
        .ForContext("Slot", _order.Slot)
        .ForContext("Operation", "download");

    private int AttemptNumber => Math.Max(_attempt, _order.Attempt);

    private void BeginStage() => _stageBegan = _services.Time.GetTimestamp();

    private void EndStage(string stage)
    {
        _services.Metrics.Stage(stage, _services.Time.GetElapsedTime(_stageBegan));
        BeginStage();
    }

    private void ObserveArrived()
    {
        EndStage("download");
        if (!_services.Log.IsEnabled(LogEventLevel.Debug))
            return;
        Log.ForContext("EventId", EventIds.DownloadSucceeded)
            .ForContext("Outcome", "succeeded")
            .Debug("Downloaded in attempt {AttemptNumber}", AttemptNumber);
    }

    private void ObserveValidated(ImageValidation validation)
    {
        EndStage("validate");
        if (!_services.Log.IsEnabled(LogEventLevel.Debug))
            return;
        Log.ForContext("EventId", EventIds.ImageValidated)
            .ForContext("ImageId", $"{_order.Chunk}/{_order.Slot}")
            .ForContext("ValidationLevel", _job.Specification.ValidationLevel)
            .ForContext("Operation", "validate")
            .Debug("Image judged: {Verdict}", validation.Verdict.Reason ?? "accepted");
    }

    private void ObserveStored()
    {
        EndStage("store");
        if (!_services.Log.IsEnabled(LogEventLevel.Debug))
            return;
        Log.ForContext("EventId", EventIds.ImageStored)
            .ForContext("ImageId", $"{_order.Chunk}/{_order.Slot}")
            .ForContext("Operation", "store")
            .Debug("Image stored under {Sha256}", _image!.Sha256);
    }

    private void LogFailed(CrawlException error)
    {
        var host = Uri.TryCreate(_order.Candidate.Url, UriKind.Absolute, out var url) ? url.Host : "";
        var count = _job.EndsByHost.Count(host, error.Reason);
        var level = HostFailures.LevelOf(count, LogEventLevel.Error);
        var log = _services.Log.ForContext(Constants.SourceContextPropertyName, LogForms.AttemptsContext);
        if (!log.IsEnabled(level))
            return;
        Describe(log)
            .ForContext("EventId", EventIds.DownloadFailed)
            .ForContext("Outcome", OutcomeOf(error))
            .ForContext("ResourceId", $"{_order.Chunk}/{_order.Slot}")
            .ForContext("Host", host)
            .ForContext("HostFailures", count)
            .Write(level, "Download failed in attempt {AttemptNumber}: {Reason} ({ErrorType})",
                Math.Max(error.Attempts, 1), error.Reason, error.GetType().Name);
    }

    private void LogCancelled()
    {
        if (!_services.Log.IsEnabled(LogEventLevel.Debug))
            return;
        Log.ForContext("EventId", EventIds.DownloadCancelled)
            .ForContext("Outcome", "cancelled")
            .Debug("Given up in attempt {AttemptNumber}", AttemptNumber);
    }

    // Its further attempts were to wait at the gate, and the gate will not have them.
    private void LogGivenUp(string reason)
    {
        if (!_services.Log.IsEnabled(LogEventLevel.Error))
            return;
        Log.ForContext("EventId", EventIds.DownloadFailed)
            .ForContext("Outcome", reason == FailureReasons.HostUnavailable ? "circuit-open" : "exhausted")
            .ForContext("ResourceId", $"{_order.Chunk}/{_order.Slot}")
            .Error("Download given up at its host's gate after attempt {AttemptNumber}: {Reason}", AttemptNumber, reason);
    }

    private static string OutcomeOf(CrawlException error) => error is TransientException ? "exhausted" : "permanent";
}
