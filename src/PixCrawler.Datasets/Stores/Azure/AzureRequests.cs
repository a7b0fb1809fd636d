using System.Net;
using PixCrawler.Domain.Failures;

namespace PixCrawler.Datasets.Stores.Azure;

/// <summary>Makes, signs and sends the requests of one container.</summary>
internal sealed class AzureRequests
{
    private readonly AzureBlobOptions _options;
    private readonly SendRequest _send;
    private readonly IOutsideCalls _calls;
    private readonly TimeProvider _timeProvider;
    private readonly SharedKey _key;
    private readonly Uri _container;

    public AzureRequests(AzureBlobOptions options, SendRequest send, IOutsideCalls calls, TimeProvider timeProvider)
    {
        (_options, _send, _calls, _timeProvider) = (options, send, calls, timeProvider);
        _key = new SharedKey(options.Account, options.Key);
        var endpoint = options.Endpoint?.AbsoluteUri.TrimEnd('/') ?? $"https://{options.Account}.blob.core.windows.net";
        _container = new Uri($"{endpoint}/{Uri.EscapeDataString(options.Container)}");
    }

    public Uri ContainerUrl(string query) => new($"{_container}?restype=container&{query}");

    public Uri BlobUrl(string key, string? query = null) => new($"{_container}/{StoreKey.Escaped(key)}{(query is null ? "" : "?" + query)}");

    public Uri LinkTo(string key, DateTimeOffset expires) =>
        BlobUrl(key, _key.ReadLink(_options.Container, key, expires, httpsOnly: _container.Scheme == "https"));

    public ValueTask<bool> SendAsync(HttpMethod method, Uri url, Action<HttpRequestMessage>? fill, CancellationToken cancellationToken) =>
        SendAsync(method, url, fill, _ => Task.FromResult(true), cancellationToken);

    /// <param name="method">What to do.</param>
    /// <param name="url">To what.</param>
    /// <param name="fill">Adds body and headers; called for each attempt.</param>
    /// <param name="read">Reads an answer that is a success to its end.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public ValueTask<T> SendAsync<T>(
        HttpMethod method, Uri url, Action<HttpRequestMessage>? fill, Func<HttpResponseMessage, Task<T>> read, CancellationToken cancellationToken) =>
        CallAsync<T>(
            method, url, fill,
            async response => response.IsSuccessStatusCode ? (await read(response), null) : (default!, AnswerOf(response)),
            cancellationToken);

    /// <param name="url">What is asked for.</param>
    /// <param name="read">Reads the headers of an answer that is a success.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was read; null where nothing is there.</returns>
    public ValueTask<T?> FindAsync<T>(Uri url, Func<HttpResponseMessage, T> read, CancellationToken cancellationToken)
        where T : class => CallAsync<T?>(
        HttpMethod.Head, url, null,
        response => Task.FromResult<(T?, ErrorAnswer?)>(response.StatusCode == HttpStatusCode.NotFound ? (null, null)
            : response.IsSuccessStatusCode ? (read(response), null)
            : (null, AnswerOf(response))),
        cancellationToken);

    private ValueTask<T> CallAsync<T>(
        HttpMethod method, Uri url, Action<HttpRequestMessage>? fill, Func<HttpResponseMessage, Task<(T Result, ErrorAnswer? Error)>> read, CancellationToken cancellationToken) =>
        _calls.RunAsync(
            $"{_options}",
            async (errorOf, token) =>
            {
                using var request = new HttpRequestMessage(method, url);
                fill?.Invoke(request);
                _key.Sign(request, _timeProvider.GetUtcNow());
                using var response = await _send(request, token);
                var (result, error) = await read(response);
                return error is null ? result : throw errorOf(error);
            },
            cancellationToken);

    public static string? HeaderOf(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Concat(values) : null;

    private ErrorAnswer AnswerOf(HttpResponseMessage response) =>
        new((int)response.StatusCode, $"{_options}", response.Headers.RetryAfter?.Delta)
        {
            Codes = HeaderOf(response, "x-ms-error-code") is { } code ? [code] : [],
        };
}
