namespace Akka.Persistence.Journals;

/// <summary>The events of one persistence id: the batches as they were written, the oldest first.</summary>
internal sealed class InMemoryStream
{
    private readonly Lock _lock = new();
    private readonly List<EventBatch> _batches = [];
    private long _highest;

    public long HighestSequenceNr
    {
        get
        {
            lock (_lock) return _highest;
        }
    }

    public long EventCount
    {
        get
        {
            lock (_lock) return _batches.Sum(batch => (long)batch.Events.Count);
        }
    }

    public bool TryAppend(IReadOnlyList<EventBatch> batches, out long highest)
    {
        lock (_lock)
        {
            highest = _highest;
            if (batches[0].FirstSequenceNr <= _highest) return false;
            foreach (var batch in batches) _batches.Add(batch);
            _highest = batches[^1].LastSequenceNr;
            return true;
        }
    }

    public IReadOnlyList<StoredEvent> Read(long from, long to, int max)
    {
        lock (_lock)
        {
            var events = new List<StoredEvent>();
            for (var at = FirstEndingAtOrAfter(from); at < _batches.Count && _batches[at].FirstSequenceNr <= to; at++)
            {
                var batch = _batches[at];
                for (var i = (int)Math.Max(0, from - batch.FirstSequenceNr); i < batch.Events.Count && batch.FirstSequenceNr + i <= to; i++)
                {
                    if (events.Count == max) return events;
                    events.Add(new StoredEvent(batch.FirstSequenceNr + i, batch.Events[i]));
                }
            }

            return events;
        }
    }

    public void DeleteTo(long to)
    {
        lock (_lock)
        {
            var kept = to < long.MaxValue ? FirstEndingAtOrAfter(to + 1) : _batches.Count;
            _batches.RemoveRange(0, kept);
            if (_batches is [var first, ..] && first.FirstSequenceNr <= to)
            {
                object[] rest = [.. first.Events.Skip((int)(to + 1 - first.FirstSequenceNr))];
                _batches[0] = new EventBatch(first.PersistenceId, first.WriterUuid, to + 1, rest, first.Timestamp);
            }

            if (_batches.Capacity > 2 * _batches.Count) _batches.TrimExcess();
        }
    }

    private int FirstEndingAtOrAfter(long sequenceNr)
    {
        var (low, high) = (0, _batches.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_batches[middle].LastSequenceNr < sequenceNr) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
