namespace Akka.Scheduling;

/// <summary>Something due at a time.</summary>
internal sealed class TimerItem(TimerQueue queue, TimeSpan due, TimeSpan? interval, Action action)
{
    public TimeSpan Due { get; set; } = due;

    /// <summary>The time the item was due when it was taken.</summary>
    public TimeSpan FiresAt { get; set; }

    public TimeSpan? Interval { get; } = interval;

    public Action Action { get; } = action;

    /// <summary>True while the queue holds the item; changed under its lock.</summary>
    public bool IsQueued { get; set; }

    /// <summary>True once cancelled; changed under the lock of the queue.</summary>
    public bool IsCancelled { get; set; }

    public void Cancel() => queue.Cancel(this);
}

/// <summary>Items by time, then by order of insertion. Cancelled ones are swept out when they are the majority.</summary>
internal sealed class TimerQueue
{
    private readonly Lock _lock = new();
    private PriorityQueue<TimerItem, (TimeSpan Due, long Order)> _items = new();
    private long _order;
    private int _cancelled;

    /// <summary>The number of items that are still to come.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _items.Count - _cancelled;
        }
    }

    /// <summary>Adds an item; <paramref name="isFirst"/> says whether it is now the first.</summary>
    public TimerItem Add(TimeSpan due, TimeSpan? interval, Action action, out bool isFirst)
    {
        var item = new TimerItem(this, due, interval, action);
        lock (_lock) isFirst = Insert(item);
        return item;
    }

    /// <summary>Takes the first item due at <paramref name="now"/>. A repeating one goes back in.</summary>
    public bool TryTakeDue(TimeSpan now, out TimerItem item)
    {
        lock (_lock)
        {
            DropCancelled();
            if (!_items.TryPeek(out item!, out var key) || key.Due > now) return false;
            _items.Dequeue();
            item.IsQueued = false;
            item.FiresAt = item.Due;
            if (item.Interval is { } interval && !item.IsCancelled)
            {
                item.Due += interval;
                Insert(item);
            }

            return true;
        }
    }

    /// <summary>The time of the first item.</summary>
    public bool TryPeek(out TimeSpan due)
    {
        lock (_lock)
        {
            DropCancelled();
            var found = _items.TryPeek(out _, out var key);
            due = key.Due;
            return found;
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _items.Clear();
            _cancelled = 0;
        }
    }

    public void Cancel(TimerItem item)
    {
        lock (_lock)
        {
            if (item.IsCancelled) return;
            item.IsCancelled = true;
            if (!item.IsQueued) return;
            _cancelled++;
            if (_cancelled <= 64 || _cancelled * 2 <= _items.Count) return;
            var live = _items.UnorderedItems.Where(entry => !entry.Element.IsCancelled);
            _items = new PriorityQueue<TimerItem, (TimeSpan, long)>(live);
            _cancelled = 0;
        }
    }

    private bool Insert(TimerItem item)
    {
        var key = (item.Due, _order++);
        item.IsQueued = true;
        _items.Enqueue(item, key);
        return _items.TryPeek(out var first, out _) && ReferenceEquals(first, item);
    }

    private void DropCancelled()
    {
        while (_items.TryPeek(out var first, out _) && first.IsCancelled)
        {
            _items.Dequeue().IsQueued = false;
            _cancelled--;
        }
    }
}
