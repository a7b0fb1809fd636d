using System.Runtime.CompilerServices;
using System.Text.Json;

namespace PixCrawler.Service.Tests.Support;

/// <summary>An event as a browser gets it.</summary>
internal sealed record SentEvent(long? Id, string Type, JsonElement Data);

/// <summary>Reads a stream of events as the standard says.</summary>
internal static class EventReader
{
    public static async Task<HttpResponseMessage> OpenAsync(HttpClient client, string job, long? lastEventId = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/jobs/{job}/events");
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (lastEventId is { } id)
            request.Headers.Add("Last-Event-ID", $"{id}");
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public static async IAsyncEnumerable<SentEvent> ReadAsync(HttpResponseMessage answer, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
        var (id, type, data) = ((long?)null, "message", "");
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
                id = long.Parse(line.AsSpan(4), System.Globalization.CultureInfo.InvariantCulture);
            else if (line.StartsWith("event: ", StringComparison.Ordinal))
                type = line[7..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
                data = line[6..];
            else if (line.Length == 0 && data.Length > 0)
            {
                yield return new SentEvent(id, type, JsonSerializer.Deserialize<JsonElement>(data));
                (id, type, data) = (null, "message", "");
            }
        }
    }
}
