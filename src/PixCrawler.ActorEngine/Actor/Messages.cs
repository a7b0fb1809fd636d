using Akka.Event;

namespace Akka.Actor;

/// <summary>A message the engine handles itself.</summary>
public interface IAutoReceivedMessage;

/// <summary>A message that a stranger must not be able to send.</summary>
public interface IPossiblyHarmful;

/// <summary>A message that does not count as activity for the receive timeout.</summary>
public interface INotInfluenceReceiveTimeout;

/// <summary>A message that is never checked for serializability.</summary>
public interface INoSerializationVerificationNeeded;

/// <summary>A message that carries another.</summary>
public interface IWrappedMessage
{
    /// <summary>The message inside.</summary>
    object Message { get; }
}

/// <summary>A message with its sender.</summary>
public readonly struct Envelope
{
    /// <summary>Creates an envelope.</summary>
    public Envelope(object message, IActorRef? sender)
    {
        Message = message;
        Sender = sender!;
    }

    /// <summary>The message.</summary>
    public object Message { get; }

    /// <summary>Its sender.</summary>
    public IActorRef Sender { get; }

    /// <inheritdoc />
    public override string ToString() => $"<{Message}> from {Sender}";
}

/// <summary>Stops the receiver when its turn in the mailbox comes.</summary>
public sealed class PoisonPill : IAutoReceivedMessage, IPossiblyHarmful, IDeadLetterSuppression
{
    private PoisonPill() { }

    /// <summary>The only instance.</summary>
    public static PoisonPill Instance { get; } = new();

    /// <inheritdoc />
    public override string ToString() => "<PoisonPill>";
}

/// <summary>Makes the receiver throw <see cref="ActorKilledException"/>.</summary>
public sealed class Kill : IAutoReceivedMessage, IPossiblyHarmful
{
    private Kill() { }

    /// <summary>The only instance.</summary>
    public static Kill Instance { get; } = new();

    /// <inheritdoc />
    public override string ToString() => "<Kill>";
}

/// <summary>Nothing has arrived for as long as <see cref="IActorContext.SetReceiveTimeout"/> said.</summary>
public sealed class ReceiveTimeout : IPossiblyHarmful
{
    private ReceiveTimeout() { }

    /// <summary>The only instance.</summary>
    public static ReceiveTimeout Instance { get; } = new();
}

/// <summary>A watched actor has stopped.</summary>
public sealed record Terminated : IAutoReceivedMessage, IPossiblyHarmful, IDeadLetterSuppression, INoSerializationVerificationNeeded
{
    /// <summary>Creates a notice.</summary>
    public Terminated(IActorRef actorRef, bool existenceConfirmed, bool addressTerminated)
    {
        ActorRef = actorRef;
        ExistenceConfirmed = existenceConfirmed;
        AddressTerminated = addressTerminated;
    }

    /// <summary>The actor that has stopped.</summary>
    public IActorRef ActorRef { get; }

    /// <summary>True when its whole node is gone; never here.</summary>
    public bool AddressTerminated { get; }

    /// <summary>True when the actor is known to have existed.</summary>
    public bool ExistenceConfirmed { get; }
}

/// <summary>Asks an actor who it is; it answers with an <see cref="ActorIdentity"/>.</summary>
public sealed record Identify : IAutoReceivedMessage, INotInfluenceReceiveTimeout
{
    /// <summary>Creates the question; <paramref name="messageId"/> comes back in the answer.</summary>
    public Identify(object? messageId) => MessageId = messageId!;

    /// <summary>Comes back in the answer.</summary>
    public object MessageId { get; }
}

/// <summary>The answer to <see cref="Identify"/>.</summary>
public sealed record ActorIdentity
{
    /// <summary>Creates the answer.</summary>
    public ActorIdentity(object? messageId, IActorRef? subject)
    {
        MessageId = messageId!;
        Subject = subject!;
    }

    /// <summary>The id of the question.</summary>
    public object MessageId { get; }

    /// <summary>The actor, or null when there is none.</summary>
    public IActorRef Subject { get; }
}

/// <summary>An outcome as a message.</summary>
public abstract class Status
{
    /// <summary>Something worked.</summary>
    public sealed class Success : Status
    {
        /// <summary>Creates a success with a value.</summary>
        public Success(object? status) => Status = status!;

        /// <summary>The value.</summary>
        public object Status { get; }

        /// <inheritdoc />
        public override string ToString() => $"Success: {Status}";
    }

    /// <summary>Something failed. As the answer to an Ask it makes the task fail.</summary>
    public sealed class Failure : Status
    {
        /// <summary>Creates a failure with a cause.</summary>
        public Failure(Exception cause) : this(cause, null) { }

        /// <summary>Creates a failure with a cause and a state.</summary>
        public Failure(Exception cause, object? state)
        {
            Cause = cause;
            State = state!;
        }

        /// <summary>The cause.</summary>
        public Exception Cause { get; }

        /// <summary>Whatever the sender added.</summary>
        public object State { get; }

        /// <inheritdoc />
        public override string ToString() => $"Failure: {Cause}";
    }
}
