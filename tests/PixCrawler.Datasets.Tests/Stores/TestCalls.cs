using System.Net;
using PixCrawler.Contracts.Errors;
using PixCrawler.Datasets.Stores;
using PixCrawler.Domain.Failures;

namespace PixCrawler.Datasets.Tests.Stores;

/// <summary>Three attempts without waits, as the upload pipeline makes them.</summary>
internal sealed class TestCalls : IOutsideCalls
{
    private const int MaxAttempts = 3;

    private static readonly ErrorRules Rules = new(StatusTable.Network, [], TimeSpan.FromMinutes(1));

    public async ValueTask<T> RunAsync<T>(
        string key, Func<Func<ErrorAnswer, CrawlException>, CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call(Rules.ErrorOf, cancellationToken);
            }
            catch (TransientException) when (attempt < MaxAttempts)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }
}

/// <summary>Sends, counts, and answers in the server's place where a test wants it.</summary>
internal sealed class TestSender(HttpClient client)
{
    public List<string> Requests { get; } = [];

    public Func<HttpRequestMessage, HttpResponseMessage?> Instead { get; set; } = _ => null;

    public Action<HttpRequestMessage, HttpResponseMessage> Answered { get; set; } = (_, _) => { };

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Requests.Add($"{request.Method} {request.RequestUri!.PathAndQuery}");
        var response = Instead(request) ?? await client.SendAsync(request, cancellationToken);
        Answered(request, response);
        return response;
    }

    public static HttpResponseMessage Unavailable() => new(HttpStatusCode.ServiceUnavailable) { Content = new ByteArrayContent([]) };
}
