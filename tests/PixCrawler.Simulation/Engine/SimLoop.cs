namespace PixCrawler.Simulation.Engine;

/// <summary>How the loop chooses among what is ready.</summary>
internal enum Choice
{
    Uniform,
    NewestFirst,
    StarveOne,
}

/// <summary>
/// The one thread everything runs on. It takes one ready item at a time, chosen by chance; when nothing is ready, the clock jumps to the
/// next timer. Nothing else moves the clock.
/// </summary>
internal sealed class SimLoop
{
    /// <summary>The time every simulation begins at.</summary>
    public static readonly DateTimeOffset Epoch = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<SimItem> _ready = [];
    private readonly PriorityQueue<SimTimer, (long Due, long Order)> _timers = new();
    private readonly SimRandom _chance;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly Choice _choice;
    private readonly int _starved;
    private long _order;

    public SimLoop(SimRandom chance, Choice choice, SimTrace trace)
    {
        (_chance, _choice, Trace) = (chance, choice, trace);
        _starved = chance.Below(7);
        World = new SimProcess(this, "world");
    }

    public SimTrace Trace { get; }

    /// <summary>What is outside of every process: networks, disks, databases, people.</summary>
    public SimProcess World { get; }

    public TimeSpan Elapsed { get; private set; }

    public DateTimeOffset Now => Epoch + Elapsed;

    public long Steps { get; private set; }

    /// <summary>Set when something of this simulation ran on another thread, or threw where nobody catches: then it proves nothing.</summary>
    public string? Escape { get; private set; }

    /// <summary>Does one thing. False when nothing is left to do before the limit.</summary>
    public bool Step(TimeSpan limit)
    {
        while (true)
        {
            if (_ready.Count == 0 && !Advance(limit))
                return false;
            var item = Take();
            if (item.Process.IsDead)
                continue;
            if (item.Process.IsPaused)
            {
                item.Process.Parked.Add(item);
                continue;
            }

            Steps++;
            Trace.Mix(Elapsed.Ticks);
            Trace.Mix(_ready.Count);
            try
            {
                item.Run();
            }
            catch (Exception error)
            {
                item.Process.Leave();
                Escape ??= $"nobody caught {error}";
            }

            return true;
        }
    }

    public void Add(SimItem item)
    {
        CheckThread();
        if (!item.Process.IsDead)
            _ready.Add(item);
    }

    public void AddTimer(SimTimer timer, TimeSpan delay)
    {
        CheckThread();
        timer.Due = Elapsed + (delay > TimeSpan.Zero ? delay : TimeSpan.Zero);
        _timers.Enqueue(timer, (timer.Due.Ticks, timer.Order = ++_order));
    }

    /// <summary>Does something outside of every process after a time.</summary>
    public void After(TimeSpan delay, Action action) => World.After(delay, action);

    public void CheckThread()
    {
        if (Environment.CurrentManagedThreadId != _thread)
            Escape ??= $"off the loop's thread: {Environment.StackTrace}";
    }

    /// <summary>Makes time pass although there is work, as on a machine that is busy.</summary>
    public void Lose(TimeSpan time)
    {
        Elapsed += time;
        Ripen();
    }

    private SimItem Take()
    {
        var at = _choice == Choice.NewestFirst && _chance.Chance(0.75) ? _ready.Count - 1 : _chance.Below(_ready.Count);
        if (_choice == Choice.StarveOne && _ready[at].Tag % 7 == _starved && _chance.Chance(0.9))
            at = _chance.Below(_ready.Count);
        var item = _ready[at];
        _ready[at] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        return item;
    }

    private bool Advance(TimeSpan limit)
    {
        while (_timers.TryPeek(out var timer, out var key))
        {
            if (timer.Order != key.Order || timer.Process.IsDead)
            {
                _timers.Dequeue();
                continue;
            }

            if (timer.Due > limit)
                return false;
            if (timer.Due > Elapsed)
                Elapsed = timer.Due;
            Ripen();
            return true;
        }

        return false;
    }

    private void Ripen()
    {
        while (_timers.TryPeek(out var timer, out var key) && key.Due <= Elapsed.Ticks)
        {
            _timers.Dequeue();
            if (timer.Order == key.Order && !timer.Process.IsDead)
                _ready.Add(new SimItem(timer.Process, timer, null));
        }
    }
}
