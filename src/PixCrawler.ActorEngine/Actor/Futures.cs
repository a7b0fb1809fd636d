using Akka.Cells;

namespace Akka.Actor;

/// <summary>Ask: a message with a task for the answer.</summary>
public static class Futures
{
    /// <summary>Sends a message and returns the answer.</summary>
    /// <exception cref="AskTimeoutException">There was no answer in time. An answer that comes later is a dead letter.</exception>
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<object>(message, timeout, CancellationToken.None);

    /// <summary>Sends a message and returns the answer.</summary>
    public static Task<object> Ask(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<object>(message, null, cancellationToken);

    /// <summary>Sends a message and returns the answer.</summary>
    /// <exception cref="AskTimeoutException">There was no answer in time. An answer that comes later is a dead letter.</exception>
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<object>(message, timeout, cancellationToken);

    /// <summary>Sends a message and returns the answer. A <see cref="Status.Failure"/> makes the task fail with its cause.</summary>
    /// <exception cref="AskTimeoutException">There was no answer in time. An answer that comes later is a dead letter.</exception>
    /// <exception cref="ArgumentException">The answer has another type.</exception>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<T>(message, timeout, CancellationToken.None);

    /// <summary>Sends a message and returns the answer.</summary>
    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<T>(message, null, cancellationToken);

    /// <summary>Sends a message and returns the answer.</summary>
    /// <exception cref="AskTimeoutException">There was no answer in time. An answer that comes later is a dead letter.</exception>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<T>(_ => message, timeout, cancellationToken);

    /// <summary>Sends the message that <paramref name="messageFactory"/> makes out of the reference the answer must go to.</summary>
    /// <exception cref="AskTimeoutException">There was no answer in time. An answer that comes later is a dead letter.</exception>
    public static Task<T> Ask<T>(
        this ICanTell self, Func<IActorRef, object> messageFactory, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var system = SystemOf(self) ?? throw new ArgumentException($"Unable to resolve the actor system of [{self}].", nameof(self));
        var answer = new FutureActorRef<T>(system);
        answer.Expire(timeout ?? system.Settings.AskTimeout, cancellationToken);
        self.Tell(messageFactory(answer), answer);
        return answer.Result;
    }

    internal static ActorSystemImpl? SystemOf(ICanTell target) => target switch
    {
        IInternalActorRef actor => actor.OwningSystem ?? ActorCell.Current?.SystemImpl,
        ActorSelection selection => selection.System,
        _ => ActorCell.Current?.SystemImpl,
    };
}
