using System.Net.Http.Headers;
using System.Text.Json;

namespace PixCrawler.Cli.Remote;

/// <summary>The service answered that it will not, and why.</summary>
internal sealed class ServiceRefusedException(string message) : Exception(message);

/// <summary>Speaks to a service. Errors of the connection are <see cref="HttpRequestException"/> and <see cref="IOException"/>.</summary>
internal sealed class ServiceClient : IDisposable
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    public ServiceClient(Uri server, string? key, TimeProvider time)
    {
        _time = time;
        _http = new HttpClient { BaseAddress = server, Timeout = Timeout.InfiniteTimeSpan };
        if (key is not null)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>Asks, and reads the whole answer.</summary>
    /// <exception cref="ServiceRefusedException">The answer is a problem; the message says what to do.</exception>
    public async Task<JsonElement> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(AnswerLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var answer = await _http.SendAsync(request, either.Token);
            await ThrowIfRefusedAsync(answer, either.Token);
            return JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsByteArrayAsync(either.Token));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new HttpRequestException($"no answer within {AnswerLimit.TotalSeconds} s");
        }
    }

    /// <summary>Asks for a job.</summary>
    public Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);

    /// <summary>Opens a job's live events.</summary>
    /// <param name="job">The job.</param>
    /// <param name="lastEvent">The last event that was seen; 0 for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The stream; null where the job has ended and nothing more comes.</returns>
    public async Task<Stream?> OpenEventsAsync(string job, long lastEvent, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"api/v1/jobs/{Uri.EscapeDataString(job)}/events");
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (lastEvent > 0)
            request.Headers.Add("Last-Event-ID", $"{lastEvent}");
        var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (answer.StatusCode == System.Net.HttpStatusCode.NoContent)
            return null;
        await ThrowIfRefusedAsync(answer, cancellationToken);
        return await answer.Content.ReadAsStreamAsync(cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private static async Task ThrowIfRefusedAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.IsSuccessStatusCode)
            return;
        // What passes by itself is for the caller to try again.
        if ((int)answer.StatusCode >= 500)
            throw new HttpRequestException($"the service answered {(int)answer.StatusCode}");
        throw new ServiceRefusedException(Words(await answer.Content.ReadAsStringAsync(cancellationToken), (int)answer.StatusCode));
    }

    private static string Words(string body, int status)
    {
        if (status == 401)
            return "the service wants a key: --key or PIXCRAWLER_KEY";
        try
        {
            var problem = JsonSerializer.Deserialize<JsonElement>(body);
            var words = problem.TryGetProperty("detail", out var detail) ? detail.GetString() : problem.GetProperty("title").GetString();
            return problem.TryGetProperty("errors", out var errors)
                ? $"{words} {string.Join("; ", errors.EnumerateArray().Select(error => $"{error.GetProperty("field").GetString()}: {error.GetProperty("problem").GetString()}"))}"
                : words ?? $"the service answered {status}";
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"the service answered {status}; is it a PixCrawler service?";
        }
    }
}
