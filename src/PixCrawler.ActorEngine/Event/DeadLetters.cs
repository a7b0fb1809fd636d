using Akka.Actor;

namespace Akka.Event;

/// <summary>A message that is not worth a dead letter.</summary>
public interface IDeadLetterSuppression;

/// <summary>A message that could not be delivered.</summary>
public abstract class AllDeadLetters : IWrappedMessage
{
    private protected AllDeadLetters(object message, IActorRef? sender, IActorRef recipient)
    {
        Message = message;
        Sender = sender!;
        Recipient = recipient;
    }

    /// <summary>The message.</summary>
    public object Message { get; }

    /// <summary>Whom it was for.</summary>
    public IActorRef Recipient { get; }

    /// <summary>Whom it came from.</summary>
    public IActorRef Sender { get; }

    /// <inheritdoc />
    public override string ToString() => $"{GetType().Name} from {Sender} to {Recipient}: <{Message}>";
}

/// <summary>A message that could not be delivered, published to the event stream.</summary>
public sealed class DeadLetter : AllDeadLetters
{
    /// <summary>Creates a dead letter.</summary>
    public DeadLetter(object message, IActorRef? sender, IActorRef recipient) : base(message, sender, recipient) { }
}

/// <summary>A message that could not be delivered and that asked not to be a dead letter.</summary>
public sealed class SuppressedDeadLetter : AllDeadLetters
{
    /// <summary>Creates a suppressed dead letter.</summary>
    public SuppressedDeadLetter(IDeadLetterSuppression message, IActorRef? sender, IActorRef recipient) : base(message, sender, recipient) { }
}

/// <summary>A message that its receiver did not handle, published to the event stream.</summary>
public sealed class UnhandledMessage : IWrappedMessage
{
    /// <summary>Creates the event.</summary>
    public UnhandledMessage(object message, IActorRef sender, IActorRef recipient)
    {
        Message = message;
        Sender = sender;
        Recipient = recipient;
    }

    /// <summary>The message.</summary>
    public object Message { get; }

    /// <summary>Whom it came from.</summary>
    public IActorRef Sender { get; }

    /// <summary>Who did not handle it.</summary>
    public IActorRef Recipient { get; }
}
