using Akka.Actor;

namespace PixCrawler.Actors.Supervision;

/// <summary>
/// The one supervision strategy: a failed child is stopped, and its cause is told to the supervisor, which decides by the restart
/// policy whether and when a new run begins. No restart in place: it would come at once, with no delay and no account.
/// </summary>
/// <param name="supervisor">The actor whose children these are.</param>
internal sealed class StopAndReportStrategy(IActorRef supervisor)
    : OneForOneStrategy(localOnlyDecider: _ => Directive.Stop, loggingEnabled: false)
{
    protected override Directive Handle(IActorRef child, Exception exception)
    {
        supervisor.Tell(new WorkerCrashed(child, Unwrap(exception)), ActorRefs.NoSender);
        return Directive.Stop;
    }

    // A constructor or PreStart that throws arrives wrapped; the restart policy judges what really went wrong.
    private static Exception Unwrap(Exception exception) =>
        exception is ActorInitializationException { InnerException: { } inner } ? Unwrap(inner) : exception;
}

/// <summary>A child failed and is being stopped.</summary>
/// <param name="Worker">The child.</param>
/// <param name="Cause">What it failed with.</param>
internal sealed record WorkerCrashed(IActorRef Worker, Exception Cause);
