using Akka.Actor;
using PixCrawler.Domain.Failures;

namespace PixCrawler.Actors.Supervision;

/// <summary>
/// The one supervision strategy: a failed child is stopped, and its cause is told to the supervisor, which decides by the restart
/// policy whether and when a new run begins. No restart in place: it would come at once, with no delay and no account.
/// What libraries throw is put into the product's own classes here, so that no worker has to. Memory that has really run out ends the
/// process (failure-semantics C3).
/// </summary>
/// <param name="supervisor">The actor whose children these are.</param>
/// <param name="endProcess">Ends the process; tests put something milder here.</param>
internal sealed class StopAndReportStrategy(IActorRef supervisor, Action<string, Exception>? endProcess = null)
    : OneForOneStrategy(localOnlyDecider: _ => Directive.Stop, loggingEnabled: false)
{
    private readonly Action<string, Exception> _endProcess = endProcess ?? Environment.FailFast;

    /// <inheritdoc/>
    protected override Directive Handle(IActorRef child, Exception exception)
    {
        var cause = Unwrap(exception);
        if (FatalErrors.IsFatal(cause))
            _endProcess("Memory has run out; the process ends, and what was unfinished is run again.", cause);
        supervisor.Tell(new WorkerCrashed(child, InfrastructureFaults.Translate(cause)), ActorRefs.NoSender);
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
