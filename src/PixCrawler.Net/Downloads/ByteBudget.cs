namespace PixCrawler.Net.Downloads;

/// <summary>
/// Limits the bytes of bodies in memory at a time, first come, first served: a large body is never overtaken for ever by small
/// ones. Nobody asks for more while holding some, so it cannot deadlock.
/// </summary>
public sealed class ByteBudget
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Waiter> _waiters = new();
    private long _available;

    /// <summary>Creates a budget.</summary>
    /// <param name="maxBytesInFlight">How many bytes there are in all, at least 1.</param>
    public ByteBudget(long maxBytesInFlight)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBytesInFlight, 1);
        MaxBytesInFlight = maxBytesInFlight;
        _available = maxBytesInFlight;
    }

    /// <summary>How many bytes there are in all.</summary>
    public long MaxBytesInFlight { get; }

    /// <summary>How many bytes nobody holds now.</summary>
    public long AvailableBytes
    {
        get
        {
            lock (_gate)
                return _available;
        }
    }

    /// <summary>How many reservations wait now.</summary>
    internal int Waiting
    {
        get
        {
            lock (_gate)
                return _waiters.Count;
        }
    }

    /// <summary>Whether a reservation would be granted at once.</summary>
    internal bool TryReserve(long bytes, out ByteLease? lease)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, MaxBytesInFlight);
        lock (_gate)
        {
            var free = _waiters.Count == 0 && bytes <= _available;
            if (free)
                _available -= bytes;
            lease = free ? new ByteLease(this, bytes) : null;
            return free;
        }
    }

    /// <summary>Waits until the bytes are free and everyone who asked before has been served.</summary>
    internal async ValueTask<ByteLease> ReserveAsync(long bytes, CancellationToken cancellationToken)
    {
        if (TryReserve(bytes, out var lease))
            return lease!;
        var waiter = new Waiter(bytes);
        LinkedListNode<Waiter> node;
        lock (_gate)
            node = _waiters.AddLast(waiter);
        GrantWaiters();
        await using var registration = cancellationToken.Register(() => Withdraw(node, cancellationToken));
        await waiter.Granted.Task;
        return new ByteLease(this, bytes);
    }

    internal void Release(long bytes)
    {
        lock (_gate)
            _available += bytes;
        GrantWaiters();
    }

    private void Withdraw(LinkedListNode<Waiter> node, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (node.List is null)
                return;
            _waiters.Remove(node);
        }

        node.Value.Granted.TrySetCanceled(cancellationToken);
        GrantWaiters();
    }

    private void GrantWaiters()
    {
        lock (_gate)
        {
            while (_waiters.First is { } first && first.Value.Bytes <= _available)
            {
                _available -= first.Value.Bytes;
                _waiters.RemoveFirst();
                first.Value.Granted.SetResult();
            }
        }
    }

    private sealed class Waiter(long bytes)
    {
        public long Bytes { get; } = bytes;

        public TaskCompletionSource Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
