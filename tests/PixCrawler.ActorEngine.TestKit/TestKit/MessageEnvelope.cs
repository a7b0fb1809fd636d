using Akka.Actor;

namespace Akka.TestKit;

/// <summary>A message that a test actor received.</summary>
public sealed record MessageEnvelope(object Message, IActorRef Sender);

/// <summary>Received messages in order; a test waits for them.</summary>
internal sealed class ReceivedMessages
{
    private readonly Lock _lock = new();
    private readonly LinkedList<MessageEnvelope> _messages = [];
    private readonly SemaphoreSlim _available = new(0);

    public int Count
    {
        get
        {
            lock (_lock) return _messages.Count;
        }
    }

    public void Add(MessageEnvelope envelope)
    {
        lock (_lock) _messages.AddLast(envelope);
        _available.Release();
    }

    public MessageEnvelope? Take(TimeSpan timeout, CancellationToken cancellationToken) =>
        _available.Wait(Limit(timeout), cancellationToken) ? RemoveFirst() : null;

    public async Task<MessageEnvelope?> TakeAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        await _available.WaitAsync(Limit(timeout), cancellationToken) ? RemoveFirst() : null;

    public MessageEnvelope? Peek(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (!_available.Wait(Limit(timeout), cancellationToken)) return null;
        _available.Release();
        lock (_lock) return _messages.First!.Value;
    }

    private static TimeSpan Limit(TimeSpan timeout) =>
        timeout == Timeout.InfiniteTimeSpan ? timeout : TimeSpan.FromMilliseconds(Math.Clamp(timeout.TotalMilliseconds, 0, int.MaxValue));

    private MessageEnvelope RemoveFirst()
    {
        lock (_lock)
        {
            var first = _messages.First!.Value;
            _messages.RemoveFirst();
            return first;
        }
    }
}
