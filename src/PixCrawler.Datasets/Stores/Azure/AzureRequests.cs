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
        _calls.RunAsync(
            $"{_options}",
            async (errorOf, token) =>
            {
                using var request = new HttpRequestMessage(method, url);
                fill?.Invoke(request);
                _key.Sign(request, _timeProvider.GetUtcNow());
                using var response = await _send(request, token);
                return response.IsSuccessStatusCode ? await read(response) : throw errorOf(AnswerOf(response));
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
