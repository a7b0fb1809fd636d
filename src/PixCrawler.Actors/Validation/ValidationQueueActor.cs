using Akka.Actor;

namespace PixCrawler.Actors.Validation;

/// <summary>
/// Where images wait for a validator. Validators pull; what waits is bounded by the download places, for each image here holds one.
/// </summary>
internal sealed class ValidationQueueActor : ReceiveActor
{
    private readonly Queue<ValidationWork> _waiting = new();
    private readonly Queue<IActorRef> _idle = new();
    private readonly Dictionary<IActorRef, ValidationWork?> _validators = [];

    public ValidationQueueActor()
    {
        Receive<ValidateImage>(image =>
        {
            _waiting.Enqueue(new ValidationWork(Sender, image));
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
    }

    private void Match()
    {
        while (_waiting.Count > 0 && _idle.TryDequeue(out var validator))
        {
            if (!_validators.ContainsKey(validator))
                continue;
            var work = _waiting.Dequeue();
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
