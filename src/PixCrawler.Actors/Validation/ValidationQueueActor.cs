using Akka.Actor;
using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Observability;
using Serilog;

namespace PixCrawler.Actors.Validation;

/// <summary>
/// Where images wait for a validator. Validators pull; what waits is bounded by the download places, for each image here holds one.
/// </summary>
internal sealed class ValidationQueueActor : ReceiveActor
{
    private readonly CrawlMetrics _metrics;
    private readonly Queue<ValidationWork> _waiting = new();
    private readonly Queue<IActorRef> _idle = new();
    private readonly Dictionary<IActorRef, ValidationWork?> _validators = [];

    public ValidationQueueActor(CrawlMetrics metrics, ILogger log)
    {
        _metrics = metrics;
        Receive<ValidateImage>(image =>
        {
            _waiting.Enqueue(new ValidationWork(Sender, image));
            _metrics.ValidationsChanged(1);
            Match();
        });
        Receive<RequestWork>(_ =>
        {
            if (!_validators.ContainsKey(Sender))
                Context.Watch(Sender);
            _validators[Sender] = null;
            _idle.Enqueue(Sender);
            Match();
        });
        Receive<Terminated>(terminated => Forget(terminated.ActorRef));
        Receive<LogStateNow>(_ => log
            .ForContext("EventId", EventIds.ValidationState)
            .ForContext("Operation", "log-state")
            .Information("{Waiting} images wait for one of {Validators} validators", _waiting.Count, _validators.Count));
    }

    protected override void PostStop() => _metrics.ValidationsChanged(-_waiting.Count);

    private void Match()
    {
        while (_waiting.Count > 0 && _idle.TryDequeue(out var validator))
        {
            if (!_validators.ContainsKey(validator))
                continue;
            var work = _waiting.Dequeue();
            _metrics.ValidationsChanged(-1);
            _validators[validator] = work;
            validator.Tell(work);
        }
    }

    private void Forget(IActorRef validator)
    {
        if (_validators.Remove(validator, out var work) && work is not null)
            work.Requester.Tell(ValidationAborted.Instance);
    }
}
