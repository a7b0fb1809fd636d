using Akka.Actor;
using PixCrawler.Actors.Jobs;
using PixCrawler.Actors.Observability;
using PixCrawler.Actors.Politeness;
using PixCrawler.Actors.Supervision;
using PixCrawler.Actors.Validation;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Failures;
using PixCrawler.Domain.Politeness;
using PixCrawler.Domain.Urls;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Validation;
using PixCrawler.Net.Downloads;

namespace PixCrawler.Actors.Downloads;

/// <summary>
/// Takes one slot from its claim to its account: download (with the operation layer's pipeline inside), judgement, store. It owns
/// the bytes, so that whatever ends it gives them back. Only infrastructure and unforeseen errors fail it; everything else is an account.
/// </summary>
internal sealed partial class DownloadActor : ReceiveActor, IAttemptObserver
{
    private const int MaxValidations = 2;

    private readonly DownloadOrder _order;
    private readonly JobServices _services;
    private readonly JobRun _job;
    private readonly IActorRef _self;
    private readonly IActorRef _chunk;
    private readonly CancellationTokenSource _stopped = new();
    private Download? _arrived;
    private Download? _download;
    private StoredImage? _image;
    private string? _disagreement;
    private TaskCompletionSource? _claim;
    private TaskCompletionSource? _leave;
    private HostPermit? _permit;
    private bool _permitUsed;
    private string? _asksHost;
    private int _validations;

    public DownloadActor(DownloadOrder order, JobServices services, JobRun job)
    {
        (_order, _services, _job, _self, _chunk) = (order, services, job, Self, Context.Parent);
        _permit = order.Permit;
        Receive<RetryClaimed>(claimed => WaitForRetry(claimed.Attempt));
        Receive<RetryDenied>(_ => Context.Stop(Self));
        Receive<LeaveAsked>(AskLeave);
        Receive<HostPermitGranted>(granted => TakePermit(new HostPermit(Sender, granted.Permit, granted.At)));
        Receive<HostRefused>(refused => Refuse(refused.Refusal.Reason, refused.Refusal.Evidence, httpStatus: null));
        Receive<HostGivenUp>(GiveUp);
        Receive<HostGateLost>(lost =>
        {
            if (lost.Host == _asksHost)
                GiveUp(lost.ToGivenUp(_order.Slot));
        });
        Receive<HostPaused>(paused => _chunk.Tell(paused));
        Receive<TurnEnded>(ended => _permit?.End(ended.Outcome));
        Receive<DownloadArrived>(_ =>
        {
            ObserveArrived();
            Validate();
        });
        Receive<StepFailed>(failed => Fail(failed.Error));
        Receive<ImageValidated>(validated => Judge(validated.Validation));
        Receive<ImageUndecodable>(stumbled => Reject(RejectionReasons.Undecodable, stumbled.Detail));
        Receive<ValidationAborted>(_ => Validate());
        Receive<ImageStored>(_ =>
        {
            ObserveStored();
            Keep();
        });
    }

    protected override void PreStart() => StartDownload();

    private void StartDownload()
    {
        BeginStage();
        _services.Downloader
            .DownloadAsync(new DownloadRequest(_order.Candidate.Url, _order.Attempt), this, _stopped.Token)
            .PipeTo(_self, success: Arrive, failure: error => new StepFailed(error));
    }

    protected override void PostStop()
    {
        _stopped.Cancel();
        _claim?.TrySetCanceled();
        if (!_finished)
            LogCancelled();
        _leave?.TrySetCanceled();
        ReturnPermit();
        // A validator or the store may still be reading the bytes.
        _download?.Abandon();
        Interlocked.Exchange(ref _arrived, null)?.Dispose();
    }

    /// <summary>Called by the pipeline, outside this actor's turn: the claim goes to the chunk as a message.</summary>
    async ValueTask IAttemptObserver.RetryScheduledAsync(RetryNotice retry, CancellationToken cancellationToken)
    {
        var claim = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _claim, claim);
        await using var registration = cancellationToken.Register(() => claim.TrySetCanceled(cancellationToken));
        _chunk.Tell(new ClaimRetry(_order.Slot, retry), _self);
        await claim.Task;
    }

    /// <summary>Called by the pipeline, outside this actor's turn, before every request.</summary>
    async ValueTask IAttemptObserver.RequestDueAsync(RequestNotice request, CancellationToken cancellationToken)
    {
        var leave = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(() => leave.TrySetCanceled(cancellationToken));
        _self.Tell(new LeaveAsked(request, leave), _self);
        await leave.Task;
    }

    /// <summary>Called by the pipeline, outside this actor's turn, after every request.</summary>
    void IAttemptObserver.RequestEnded(RequestOutcome? outcome) => _self.Tell(new TurnEnded(outcome), _self);

    private void AskLeave(LeaveAsked asked)
    {
        _leave = asked.Leave;
        if (_permit is { } permit && !_permitUsed && (_order.IsAlone || _services.Time.GetUtcNow() - permit.At <= HostPermit.Validity))
        {
            BeginRequest();
            return;
        }

        // A retry, a redirect, or leave that is out of date (while nobody else asks, it is not): it waits at the gate like any other, and holds nothing meanwhile.
        ReturnPermit();
        _asksHost = asked.Request.Host;
        _services.Hosts.Tell(new RequestHostPermit(asked.Request.Host, asked.Request.Url, _order.Slot, _order.IsAlone));
    }

    private void TakePermit(HostPermit permit)
    {
        (_permit, _permitUsed, _asksHost) = (permit, false, null);
        BeginRequest();
    }

    private void BeginRequest()
    {
        _permitUsed = true;
        _permit!.Begin();
        _leave?.TrySetResult();
        _leave = null;
    }

    private void WaitForRetry(int attempt)
    {
        _attempt = attempt;
        ReturnPermit();
        _claim?.TrySetResult();
    }

    private void ReturnPermit()
    {
        _permit?.Return();
        _permit = null;
    }

    // A download that completes while this actor is being stopped must not be lost with its dead letter.
    private DownloadArrived Arrive(Download download)
    {
        Volatile.Write(ref _arrived, download);
        if (_stopped.IsCancellationRequested)
            Interlocked.Exchange(ref _arrived, null)?.Dispose();
        return DownloadArrived.Instance;
    }

    private void Validate()
    {
        _download ??= Interlocked.Exchange(ref _arrived, null);
        if (_download is null)
            return;
        if (++_validations > MaxValidations)
        {
            Reject(RejectionReasons.Undecodable, "the validator died over it twice");
            return;
        }

        _job.ValidationQueue.Tell(new ValidateImage(
            _download.Body,
            _job.ValidationRequest(_download.ContentType, _order.Candidate.Url),
            $"{_order.Chunk}/{_order.Slot}"));
    }

    private void Judge(ImageValidation validation)
    {
        if (_download is not { } download || _image is not null)
            return;
        ObserveValidated(validation);
        if (!validation.Verdict.IsAccepted)
        {
            // A page or a message instead of an image is nothing to look at, and may hold what is nobody's business.
            if (validation.Inspection.Format.IsSupported())
                _job.Folder.KeepReject(_order.Chunk.Number, _order.Slot, validation.Verdict.Reason!, download.Body);
            Reject(validation.Verdict.Reason!, validation.Verdict.Detail);
            return;
        }

        (_image, var bytes) = StorableImage.Of(validation, download.Body, _job.Judging.Level);
        _disagreement = validation.Agreement.Disagreement;
        _job.Folder.StoreImageAsync(_image.Sha256, _image.Extension, bytes, _stopped.Token)
            .PipeTo(_self, success: () => ImageStored.Instance, failure: error => new StepFailed(error));
    }

    private void Reject(string reason, string? detail) => Finish(Account(SettlementStatus.Rejected) with
    {
        Reason = reason,
        Detail = detail,
    });

    private void Keep() => Finish(Account(SettlementStatus.Kept) with
    {
        Image = _image,
        Detail = _disagreement,
    });

    private Settlement Account(SettlementStatus status) => new(_order.Slot, status, _services.Time.GetUtcNow())
    {
        HttpStatus = _download?.HttpStatus,
        FinalUrl = _download?.FinalUrl,
    };

    private void Fail(Exception error)
    {
        if (error is RefusedException refused)
        {
            Refuse(refused.Reason, refused.Message, refused.HttpStatus);
            return;
        }

        if (error is TransientException { RetryAfter: { } wait } busy && MayWaitOutside(busy, wait))
        {
            _finished = true;
            _chunk.Tell(new SlotGivenBack(_order.Slot, busy.Attempts, busy.Reason, wait));
            Context.Stop(Self);
            return;
        }

        switch (FailureClassifier.Classify(error))
        {
            case FailureClass.Transient:
            case FailureClass.Permanent:
                var crawlError = (CrawlException)error;
                LogFailed(crawlError);
                Finish(Account(SettlementStatus.Failed) with
                {
                    Reason = crawlError.Reason,
                    Detail = crawlError.Message,
                    Failure = crawlError is TransientException ? FailureKind.Transient : FailureKind.Permanent,
                    HttpStatus = crawlError.HttpStatus,
                });
                break;
            case FailureClass.Cancelled when _stopped.IsCancellationRequested:
                break;
            default:
                Rethrow.Raise(error);
                break;
        }
    }

    private bool MayWaitOutside(TransientException error, TimeSpan wait) =>
        wait > _services.Options.Retry.Network.RetryAfterMax && wait <= _services.Options.Politeness.MaxHostPause
        && error.Attempts < _services.MaxAttempts;

    private void Refuse(string reason, string evidence, int? httpStatus) => Finish(Account(SettlementStatus.Refused) with
    {
        Reason = reason,
        Detail = evidence,
        HttpStatus = httpStatus,
    });

    private void GiveUp(HostGivenUp givenUp)
    {
        LogGivenUp(givenUp.Reason);
        Finish(Account(SettlementStatus.Failed) with
        {
            Reason = givenUp.Reason,
            Detail = givenUp.Detail,
            Failure = FailureKind.Transient,
        });
    }

    private void Finish(Settlement settlement)
    {
        if (_finished)
            return;
        _finished = true;
        _download?.Dispose();
        _download = null;
        _chunk.Tell(new SlotDone(WithoutSecrets(settlement)));
        // One that is alone stays so until its account is kept: the next may kill the process.
        if (!_order.IsAlone)
            Context.Stop(Self);
    }

    // An account is kept in the journal and in files: nothing secret may come in.
    private static Settlement WithoutSecrets(Settlement settlement) => settlement with
    {
        Detail = settlement.Detail is { } detail ? LogText.Clean(detail) : null,
        FinalUrl = settlement.FinalUrl is { } finalUrl ? SafeUrl.Redact(finalUrl) : null,
    };

    private sealed record LeaveAsked(RequestNotice Request, TaskCompletionSource Leave);

    private sealed record TurnEnded(RequestOutcome? Outcome);

    private sealed record DownloadArrived
    {
        public static DownloadArrived Instance { get; } = new();
    }

    private sealed record ImageStored
    {
        public static ImageStored Instance { get; } = new();
    }

    private sealed record StepFailed(Exception Error);
}
