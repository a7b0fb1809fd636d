using PixCrawler.Domain.Operations;
using PixCrawler.Domain.Supervision;
using Serilog;

namespace PixCrawler.Actors.Operations;

/// <summary>What the process offers to every operation.</summary>
internal sealed record OperationServices
{
    public required OperationBodies Bodies { get; init; }

    public required OperationOptions Options { get; init; }

    public required RestartPolicy Restarts { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILogger Log { get; init; }
}
