using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace PixCrawler.Cli.Remote;

/// <summary>An event of a job, as the service sent it.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Data">What it says.</param>
internal sealed record RemoteEvent(string Type, JsonElement Data);

/// <summary>Follows a job's live events to its end. A connection that breaks is made again, from the last event on, so nothing is missed.</summary>
internal sealed class JobWatcher(ServiceClient client, TimeProvider time)
{
    private const int MaxFailures = 30;
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(2);

    private long _last;
    private int _failures;

    /// <summary>The events as they come; the last one is that of the job's end, where it had not ended before.</summary>
    /// <exception cref="ServiceRefusedException">The service will not; the message says why.</exception>
    /// <exception cref="HttpRequestException">It was out of reach for a minute.</exception>
    public async IAsyncEnumerable<RemoteEvent> WatchAsync(string job, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var (isOver, stream) = await OpenAsync(job, cancellationToken);
            if (isOver)
                yield break;
            if (stream is not null)
            {
                using var reader = new StreamReader(stream);
                while (await ReadAsync(reader, cancellationToken) is { } next)
                {
                    _failures = 0;
                    yield return next;
                }
            }

            await Task.Delay(Wait, time, cancellationToken);
        }
    }

    private async Task<(bool IsOver, Stream? Stream)> OpenAsync(string job, CancellationToken cancellationToken)
    {
        try
        {
            var stream = await client.OpenEventsAsync(job, _last, cancellationToken);
            return (stream is null, stream);
        }
        catch (HttpRequestException) when (++_failures < MaxFailures)
        {
            return (false, null);
        }
    }

    // Null where the connection ended, in whichever way.
    private async Task<RemoteEvent?> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var (id, type, data) = (0L, "message", "");
        try
        {
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line.StartsWith("id: ", StringComparison.Ordinal))
                    id = long.Parse(line.AsSpan(4), CultureInfo.InvariantCulture);
                else if (line.StartsWith("event: ", StringComparison.Ordinal))
                    type = line[7..];
                else if (line.StartsWith("data: ", StringComparison.Ordinal))
                    data = line[6..];
                else if (line.Length == 0 && data.Length > 0)
                {
                    _last = Math.Max(_last, id);
                    return new RemoteEvent(type, JsonSerializer.Deserialize<JsonElement>(data));
                }
            }
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            // The service stopped or dropped us: it is asked again.
        }

        return null;
    }
}
