using System.Buffers;
using Microsoft.AspNetCore.Http;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Service.Hosting;
using PixCrawler.Service.ReadModel;

namespace PixCrawler.Service.Live;

/// <summary>
/// Sends a job's events to one watcher (server-sent events, WHATWG HTML 9.2): every event from where it was, then what is new, until the
/// job ends. A watcher that does not read is dropped; it comes back with the id of the last event it has, and misses nothing.
/// </summary>
internal sealed class EventStream(JobTable table, ServiceSettings settings, TimeProvider time)
{
    private const int EventsAtOnce = 200;
    private static readonly byte[] Heartbeat = ": still here\n\n"u8.ToArray();

    private readonly TimeSpan _silence = TimeSpan.FromSeconds(settings.Service.HeartbeatSeconds);
    private readonly TimeSpan _patience = TimeSpan.FromSeconds(settings.Service.SlowClientSeconds);

    /// <summary>Sends until the job ends, the watcher goes, or the service stops.</summary>
    /// <param name="feed">The job's feed.</param>
    /// <param name="after">The last event the watcher has.</param>
    /// <param name="hasEnded">Whether the job had ended when the watcher came.</param>
    /// <param name="response">Where it goes.</param>
    /// <param name="stopping">Ends it.</param>
    public async Task SendAsync(JobFeed feed, long after, bool hasEnded, HttpResponse response, CancellationToken stopping)
    {
        response.Headers.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        // Proxies that gather answers would hold events back.
        response.Headers["X-Accel-Buffering"] = "no";
        LiveProgress? sent = null;
        await WriteAsync(response, "retry: 2000\n\n"u8.ToArray(), stopping);
        while (true)
        {
            var (events, progress, changed) = feed.Read(after);
            events ??= await EarlierAsync(feed, after, stopping);
            foreach (var entry in events)
                response.BodyWriter.Write(entry.Bytes);
            if (events.Count > 0)
                after = events[^1].Sequence;
            var isNew = events.Count > 0 || (progress is not null && progress != sent);
            if (progress is not null && progress != sent)
                response.BodyWriter.Write((sent = progress).Bytes);
            await FlushAsync(response, stopping);
            // A job that is cancelled before it was begun ends without an event.
            hasEnded |= events.Any(entry => entry.IsEnd) || progress?.IsEnd == true;
            if (hasEnded && isNew && await IsOverAsync(feed, after, stopping))
                return;
            if (events.Count == 0)
                await WaitAsync(response, changed, stopping);
        }
    }

    private async Task<IReadOnlyList<LiveEvent>> EarlierAsync(JobFeed feed, long after, CancellationToken stopping)
    {
        var rows = await table.EventsAsync(feed.JobId, after, EventsAtOnce, stopping);
        if (rows.Count == 0)
            feed.CaughtUp(after);
        return [.. rows.Select(LiveEvent.Of)];
    }

    // A job that was taken up again has ended more than once.
    private async Task<bool> IsOverAsync(JobFeed feed, long after, CancellationToken stopping) =>
        await table.FindAsync(feed.JobId, stopping) is not { } row || (row.Sequence <= after && row.Status.IsTerminal());

    private async Task WaitAsync(HttpResponse response, Task changed, CancellationToken stopping)
    {
        try
        {
            await changed.WaitAsync(_silence, time, stopping);
        }
        catch (TimeoutException)
        {
            await WriteAsync(response, Heartbeat, stopping);
        }
    }

    private async Task WriteAsync(HttpResponse response, byte[] bytes, CancellationToken stopping)
    {
        response.BodyWriter.Write(bytes);
        await FlushAsync(response, stopping);
    }

    // Nearly always there is room, and nothing to wait for.
    private async ValueTask FlushAsync(HttpResponse response, CancellationToken stopping)
    {
        var flush = response.BodyWriter.FlushAsync(stopping);
        if (flush.IsCompletedSuccessfully)
            return;
        try
        {
            await flush.AsTask().WaitAsync(_patience, time, stopping);
        }
        catch (TimeoutException)
        {
            response.HttpContext.Abort();
            throw new OperationCanceledException("the watcher does not read");
        }
    }
}
