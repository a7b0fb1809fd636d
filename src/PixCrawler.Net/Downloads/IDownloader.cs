using PixCrawler.Contracts.Errors;

namespace PixCrawler.Net.Downloads;

/// <summary>Fetches one URL: every attempt, every redirect and the whole body, inside the <c>network</c> pipeline.</summary>
public interface IDownloader
{
    /// <summary>Fetches a URL into memory.</summary>
    /// <param name="request">What to fetch, and which attempt comes first.</param>
    /// <param name="observer">Told of each retry before its back-off wait begins.</param>
    /// <param name="cancellationToken">Ends the call at once, in whatever state it is.</param>
    /// <returns>The body; the caller disposes it, which gives its buffer and its share of the byte budget back.</returns>
    /// <exception cref="TransientException">The attempts are used up; type, status and reason are those of the last one.</exception>
    /// <exception cref="PermanentException">Trying again cannot mend it.</exception>
    /// <exception cref="InfrastructureException">Only what the observer throws: this class has no foundations of its own.</exception>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    ValueTask<Download> DownloadAsync(DownloadRequest request, IAttemptObserver observer, CancellationToken cancellationToken);
}

/// <summary>What to fetch.</summary>
/// <param name="Url">The URL as its source wrote it; it is judged here.</param>
/// <param name="FirstAttempt">The number of the first attempt, 1 to MaxAttempts: earlier runs have used the others.</param>
public sealed record DownloadRequest(string Url, int FirstAttempt = 1);
