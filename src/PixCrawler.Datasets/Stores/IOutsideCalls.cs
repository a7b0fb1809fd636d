using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Failures;

namespace PixCrawler.Datasets.Stores;

/// <summary>
/// The way to the outside that stores are given: one pipeline with the attempts, waits and circuit of the <c>upload</c> profile
/// (failure-semantics B1). Stores make no second attempt by themselves.
/// </summary>
public interface IOutsideCalls
{
    /// <summary>Makes a call, as often as the pipeline says.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="key">Whose circuit it is: provider, account and container or bucket; no secret.</param>
    /// <param name="call">
    /// One attempt. It is given the maker of errors for answers that are no success, and throws those or what the HTTP stack throws.
    /// </param>
    /// <param name="cancellationToken">Ends the call at once.</param>
    /// <returns>What the attempt that succeeded gave.</returns>
    ValueTask<T> RunAsync<T>(
        string key, Func<Func<ErrorAnswer, CrawlException>, CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken);
}

/// <summary>Sends one request, once, and returns when the headers are there; the guarded client of the process stands behind it.</summary>
/// <param name="request">The request, complete with its signature.</param>
/// <param name="cancellationToken">Gives up.</param>
/// <returns>The answer, whatever its status.</returns>
public delegate Task<HttpResponseMessage> SendRequest(HttpRequestMessage request, CancellationToken cancellationToken);
