using Akka.Actor;
using PixCrawler.Actors.Observability;
using PixCrawler.Actors.Supervision;
using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Failures;
using PixCrawler.Imaging.Validation;
using Serilog;

namespace PixCrawler.Actors.Validation;

/// <summary>
/// Judges one image after another, pulled from the queue. An error over one image costs that image; only a failure of the
/// foundations ends the validator.
/// </summary>
internal sealed partial class ValidatorActor : ReceiveActor
{
    private readonly IImageValidator _validator;
    private readonly IActorRef _queue;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stopped = new();
    private string? _judging;
    private long _judged;

    public ValidatorActor(IImageValidator validator, IActorRef queue, ILogger log)
    {
        (_validator, _queue, _log) = (validator, queue, log);
        Receive<ValidationWork>(Validate);
        Receive<Judged>(judged =>
        {
            (_judging, _judged) = (null, _judged + 1);
            Answer(judged.Work, new ImageValidated(judged.Validation));
        });
        Receive<LogStateNow>(_ => LogState());
        Receive<JudgingFailed>(failed =>
        {
            if (!IsOfThisImage(failed.Error))
                Rethrow.Raise(failed.Error);
            _judging = null;
            LogUndecodable(failed.Work.Image.Subject, failed.Error);
            Answer(failed.Work, new ImageUndecodable($"the decoder stumbled: {failed.Error.GetType().Name}"));
        });
    }

    protected override void PreStart() => _queue.Tell(RequestWork.Instance);

    protected override void PostStop() => _stopped.Cancel();

    // Memory that has run out, or a budget that was refused, is nobody's image: the supervisor decides.
    private static bool IsOfThisImage(Exception error) =>
        !FatalErrors.IsFatal(error) && InfrastructureFaults.Translate(error) is not InfrastructureException;

    private void Validate(ValidationWork work)
    {
        _judging = work.Image.Subject;
        _validator.ValidateAsync(work.Image.Bytes, work.Image.Request, _stopped.Token).PipeTo(
            Self,
            success: validation => new Judged(work, validation),
            failure: error => new JudgingFailed(work, error));
    }

    private void Answer(ValidationWork work, object answer)
    {
        work.Requester.Tell(answer);
        _queue.Tell(RequestWork.Instance);
    }

    private sealed record Judged(ValidationWork Work, ImageValidation Validation);

    private sealed record JudgingFailed(ValidationWork Work, Exception Error);
}
