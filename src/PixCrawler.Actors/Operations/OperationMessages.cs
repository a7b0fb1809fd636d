using PixCrawler.Contracts.Operations;

namespace PixCrawler.Actors.Operations;

/// <summary>An operation has ended; from its actor to the gateway.</summary>
internal sealed record OperationConcluded(IOperationOutcome Outcome);

/// <summary>A run has its result.</summary>
/// <param name="Run">Which run; one that is over is not believed.</param>
/// <param name="Result">What came of it.</param>
internal sealed record RunCompleted(int Run, OperationResult Result);

/// <summary>Asks a run to stop.</summary>
internal sealed record StopRun
{
    public static StopRun Instance { get; } = new();
}
