namespace Akka.Actor;

/// <summary>The base of the engine's exceptions. Never retried by anything here.</summary>
public abstract class AkkaException : Exception
{
    /// <summary>Creates an exception.</summary>
    protected AkkaException(string message, Exception? cause = null) : base(message, cause) { }

    /// <summary>What caused it.</summary>
    public Exception Cause => InnerException!;
}

/// <summary>The constructor or <c>PreStart</c> of an actor threw. The default decider stops the actor.</summary>
public class ActorInitializationException : AkkaException
{
    /// <summary>Creates the exception.</summary>
    public ActorInitializationException(string message) : base(message) { }

    /// <summary>Creates the exception.</summary>
    public ActorInitializationException(string message, Exception? cause) : base(message, cause) { }

    /// <summary>Creates the exception.</summary>
    public ActorInitializationException(IActorRef? actor, string message, Exception? cause = null)
        : base(actor is null ? message : $"{actor}: {message}", cause) => Actor = actor!;

    /// <summary>The actor that could not be created.</summary>
    public IActorRef Actor { get; set; } = ActorRefs.Nobody;
}

/// <summary><c>PreRestart</c> threw; the restart goes on.</summary>
public sealed class PreRestartException : AkkaException
{
    /// <summary>Creates the exception.</summary>
    public PreRestartException(IActorRef actor, Exception restartException, Exception cause, object? optionalMessage)
        : base($"{actor}: exception in PreRestart({cause.GetType()}, {optionalMessage?.GetType()})", restartException) { }
}

/// <summary>The new instance could not be made or its <c>PostRestart</c> threw.</summary>
public sealed class PostRestartException : ActorInitializationException
{
    /// <summary>Creates the exception.</summary>
    public PostRestartException(IActorRef actor, Exception cause, Exception originalCause)
        : base(actor, $"Exception post restart ({originalCause.GetType()})", cause) => OriginalCause = originalCause;

    /// <summary>What led to the restart.</summary>
    public Exception OriginalCause { get; }
}

/// <summary>The actor received <see cref="Kill"/>. The default decider stops the actor.</summary>
public sealed class ActorKilledException : AkkaException
{
    /// <summary>Creates the exception.</summary>
    public ActorKilledException(string message) : base(message) { }
}

/// <summary>A watched actor stopped and nobody handled its <see cref="Terminated"/>. The default decider stops the actor.</summary>
public sealed class DeathPactException : AkkaException
{
    /// <summary>Creates the exception.</summary>
    public DeathPactException(IActorRef deadActor) : base($"Monitored actor [{deadActor}] terminated") => DeadActor = deadActor;

    /// <summary>The actor that stopped.</summary>
    public IActorRef DeadActor { get; }
}

/// <summary>The name of a new actor is taken or not a valid path element.</summary>
public sealed class InvalidActorNameException : AkkaException
{
    /// <summary>Creates the exception.</summary>
    public InvalidActorNameException(string message) : base(message) { }
}

/// <summary>The message cannot be sent, because it is null.</summary>
public sealed class InvalidMessageException : AkkaException
{
    /// <summary>Creates the exception.</summary>
    public InvalidMessageException(string message) : base(message) { }
}

/// <summary>No actor answered at the path.</summary>
public sealed class ActorNotFoundException : AkkaException
{
    /// <summary>Creates the exception.</summary>
    public ActorNotFoundException(string message, Exception? cause = null) : base(message, cause) { }
}

/// <summary>An Ask had no answer in time.</summary>
public sealed class AskTimeoutException : AkkaException
{
    /// <summary>Creates the exception.</summary>
    public AskTimeoutException(string message) : base(message) { }
}

/// <summary>The actor is not in a state in which it may do this.</summary>
public class IllegalActorStateException : AkkaException
{
    /// <summary>Creates the exception.</summary>
    public IllegalActorStateException(string message) : base(message) { }
}

/// <summary>The stash is full.</summary>
public sealed class StashOverflowException : AkkaException
{
    /// <summary>Creates the exception.</summary>
    public StashOverflowException(string message) : base(message) { }
}
