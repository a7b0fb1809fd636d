using Akka.Actor;
using Akka.Event;

namespace Akka.Cells;

/// <summary>Where messages go that cannot be delivered.</summary>
internal sealed class DeadLetterActorRef(ActorSystemImpl system, ActorPath path) : MinimalActorRef
{
    private int _logged;

    public override ActorPath Path => path;

    internal override ActorSystemImpl System => system;

    protected override void TellInternal(object message, IActorRef? sender)
    {
        var letter = message as DeadLetter ?? new DeadLetter(message, sender ?? this, this);
        if (letter.Message is Identify identify)
        {
            (sender ?? this).Tell(new ActorIdentity(identify.MessageId, null), this);
        }
        else if (letter.Message is IDeadLetterSuppression suppressed)
        {
            system.EventStream.Publish(new SuppressedDeadLetter(suppressed, letter.Sender, letter.Recipient));
        }
        else
        {
            system.EventStream.Publish(letter);
            Log(letter);
        }
    }

    private void Log(DeadLetter letter)
    {
        var most = system.Settings.LogDeadLetters;
        if (_logged >= most || system.IsEnding) return;
        var count = Interlocked.Increment(ref _logged);
        if (count > most) return;
        system.Log.Info(
            "Message [{0}] from {1} to {2} was not delivered. [{3}] dead letters encountered{4}.",
            letter.Message.GetType().Name,
            letter.Sender,
            letter.Recipient,
            count,
            count == most ? ", no more will be logged" : "");
    }
}
