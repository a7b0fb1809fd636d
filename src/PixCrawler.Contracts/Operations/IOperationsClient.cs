namespace PixCrawler.Contracts.Operations;

/// <summary>Carries out operations for those who don't speak actor.</summary>
public interface IOperationsClient
{
    /// <summary>Carries out an operation and waits for its end, be it hours.</summary>
    /// <param name="command">What to do.</param>
    /// <param name="cancellationToken">Ends the operation early; the answer is then <see cref="OperationCancelled"/>.</param>
    /// <returns>How it ended, or why it was not begun.</returns>
    Task<IOperationReply> RunAsync(OperationCommand command, CancellationToken cancellationToken = default);
}
