using Akka.Actor;
using PixCrawler.Actors.Supervision;
using PixCrawler.Contracts.Operations;

namespace PixCrawler.Actors.Operations;

/// <summary>
/// One run of an operation: starts the body, hands its result to the operation, and fails with what the body fails with. Stopping it
/// cancels the body; what a body says after that reaches nobody.
/// </summary>
internal sealed class OperationRunActor : ReceiveActor
{
    private readonly OperationCommand _command;
    private readonly OperationBodies _bodies;
    private readonly CancellationTokenSource _stopped = new();

    public OperationRunActor(OperationCommand command, int run, OperationBodies bodies)
    {
        (_command, _bodies) = (command, bodies);
        Receive<StopRun>(_ => _stopped.Cancel());
        Receive<BodyDone>(done => Context.Parent.Tell(new RunCompleted(run, done.Result)));
        Receive<BodyFailed>(failed => Rethrow.Raise(failed.Error));
    }

    protected override void PreStart() => RunBodyAsync().PipeTo(
        Self, success: result => new BodyDone(result), failure: error => new BodyFailed(error));

    protected override void PostStop() => _stopped.Cancel();

    private async Task<OperationResult> RunBodyAsync() => await _bodies.RunAsync(_command, _stopped.Token);

    private sealed record BodyDone(OperationResult Result);

    private sealed record BodyFailed(Exception Error);
}
