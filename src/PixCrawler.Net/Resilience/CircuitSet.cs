namespace PixCrawler.Net.Resilience;

/// <summary>The circuits of one profile, by key; bounded, those unused for longest are forgotten first, open ones last.</summary>
internal sealed class CircuitSet(int maxCircuits, TimeSpan idleTimeout, TimeProvider timeProvider, Func<string, Circuit> create)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _byKey = [];
    private readonly LinkedList<Entry> _byUse = new();

    public int Count
    {
        get
        {
            lock (_gate)
                return _byKey.Count;
        }
    }

    public Circuit Get(string key)
    {
        var now = timeProvider.GetTimestamp();
        lock (_gate)
        {
            if (_byKey.TryGetValue(key, out var node))
            {
                _byUse.Remove(node);
            }
            else
            {
                node = new LinkedListNode<Entry>(new Entry(create(key)));
                _byKey[key] = node;
            }

            node.Value.UsedAt = now;
            _byUse.AddFirst(node);
            Evict();
            return node.Value.Circuit;
        }
    }

    public Circuit? Find(string key)
    {
        lock (_gate)
            return _byKey.TryGetValue(key, out var node) ? node.Value.Circuit : null;
    }

    public Dictionary<CircuitPhase, int> CountByPhase()
    {
        lock (_gate)
            return _byUse.GroupBy(entry => entry.Circuit.Status.Phase).ToDictionary(group => group.Key, group => group.Count());
    }

    private void Evict()
    {
        while (_byUse.Last is { } oldest && timeProvider.GetElapsedTime(oldest.Value.UsedAt) >= idleTimeout)
            Remove(oldest);
        if (_byKey.Count <= maxCircuits)
            return;
        var victim = _byUse.Last!;
        while (victim.Previous is { } newer && newer != _byUse.First && victim.Value.Circuit.Status.Phase != CircuitPhase.Closed)
            victim = newer;
        Remove(victim);
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _byUse.Remove(node);
        _byKey.Remove(node.Value.Circuit.Key);
    }

    private sealed class Entry(Circuit circuit)
    {
        public Circuit Circuit { get; } = circuit;

        public long UsedAt { get; set; }
    }
}
