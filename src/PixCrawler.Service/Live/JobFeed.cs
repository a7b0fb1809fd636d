using System.Text;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Service.Jobs;
using PixCrawler.Service.ReadModel;

namespace PixCrawler.Service.Live;

/// <summary>
/// What is new of one job, once for all who watch it. Watchers take from it at their own pace, so that nothing piles up for a slow one:
/// of events the newest are at hand and older ones lie in the read model; of figures only the last ones count.
/// </summary>
internal sealed class JobFeed(JobId jobId) : IDisposable
{
    private const int MaxEvents = 512;

    private readonly Lock _gate = new();
    private readonly Queue<LiveEvent> _events = new();
    private readonly CancellationTokenSource _leaving = new();
    private TaskCompletionSource _changed = NewSignal();
    // Up to where everything is known here, or was when somebody asked the read model; nobody has asked yet at first.
    private long _last = -1;
    private LiveProgress? _progress;

    public JobId JobId => jobId;

    /// <summary>How many watch; the owner of all feeds counts.</summary>
    public int Watchers { get; set; }

    /// <summary>Cancelled when nobody watches any more.</summary>
    public CancellationToken Left => _leaving.Token;

    /// <summary>Adds events; those that are known already are passed over.</summary>
    public void Add(IReadOnlyList<JobEventRow> events)
    {
        lock (_gate)
        {
            foreach (var entry in events.Where(entry => entry.Sequence > _last))
            {
                _events.Enqueue(LiveEvent.Of(entry));
                _last = entry.Sequence;
                if (_events.Count > MaxEvents)
                    _events.Dequeue();
            }

            Signal();
        }
    }

    /// <summary>Sets the figures; nobody is woken for the same ones.</summary>
    public void Set(JobProgressView progress)
    {
        var text = JsonText.Of(progress);
        lock (_gate)
        {
            if (_progress?.Text == text)
                return;
            _progress = new LiveProgress(text, progress.Job.Status.IsTerminal(), Encoding.UTF8.GetBytes($"event: progress\ndata: {text}\n\n"));
            Signal();
        }
    }

    /// <summary>What is new for a watcher.</summary>
    /// <param name="after">The last event it has.</param>
    /// <returns>
    /// The events after it (null where they are no longer at hand, and the read model has to be asked), the last figures, and what tells of the next news.
    /// </returns>
    public (IReadOnlyList<LiveEvent>? Events, LiveProgress? Progress, Task Changed) Read(long after)
    {
        lock (_gate)
        {
            if (_last >= 0 && after == _last)
                return ([], _progress, _changed.Task);
            var isAtHand = _events.TryPeek(out var first) ? first.Sequence <= after + 1 : _last >= 0 && _last <= after;
            return (isAtHand ? [.. _events.Where(entry => entry.Sequence > after)] : null, _progress, _changed.Task);
        }
    }

    /// <summary>A watcher found nothing after an event in the read model: what is newer will come through here.</summary>
    public void CaughtUp(long after)
    {
        lock (_gate)
            _last = Math.Max(_last, after);
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private void Signal()
    {
        _changed.SetResult();
        _changed = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>An event as it is sent.</summary>
/// <param name="Sequence">Its place in the job's journal.</param>
/// <param name="IsEnd">Whether the job has ended with it.</param>
/// <param name="Bytes">It, ready to send.</param>
internal sealed record LiveEvent(long Sequence, bool IsEnd, byte[] Bytes)
{
    public static LiveEvent Of(JobEventRow row)
    {
        var type = JsonText.TypeOf(row.Data);
        return new LiveEvent(row.Sequence, type == JobEventView.Ended, Encoding.UTF8.GetBytes($"id: {row.Sequence}\nevent: {type}\ndata: {row.Data}\n\n"));
    }
}

/// <summary>Figures as they are sent.</summary>
/// <param name="Text">They, as JSON.</param>
/// <param name="IsEnd">Whether they are those of a job that has ended.</param>
/// <param name="Bytes">They, ready to send.</param>
internal sealed record LiveProgress(string Text, bool IsEnd, byte[] Bytes);
