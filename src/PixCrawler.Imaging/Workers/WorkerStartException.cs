using PixCrawler.Contracts.Errors;

namespace PixCrawler.Imaging.Workers;

/// <summary>A worker could not be started. Stays inside the pool, which says it in the product's own terms.</summary>
internal sealed class WorkerStartException(InfrastructureKind kind, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public InfrastructureKind Kind { get; } = kind;
}
