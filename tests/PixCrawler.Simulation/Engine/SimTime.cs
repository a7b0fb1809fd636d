namespace PixCrawler.Simulation.Engine;

/// <summary>The virtual clock as a process sees it.</summary>
internal sealed class SimTime(SimProcess process) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => process.Loop.Now;

    public override long GetTimestamp() => process.Loop.Elapsed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimTimer(process, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}

/// <summary>A timer of a process. One that was changed after it had become ready does not fire.</summary>
internal sealed class SimTimer(SimProcess process, TimerCallback callback, object? state) : ITimer
{
    private TimeSpan _period = Timeout.InfiniteTimeSpan;

    public SimProcess Process => process;

    public TimeSpan Due { get; set; }

    /// <summary>Which setting of the timer is the one that counts.</summary>
    public long Order { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _period = period;
        Order = 0;
        if (dueTime != Timeout.InfiniteTimeSpan)
            process.Loop.AddTimer(this, dueTime);
        return true;
    }

    public void Fire()
    {
        if (Order == 0)
            return;
        if (_period > TimeSpan.Zero)
            process.Loop.AddTimer(this, _period);
        else
            Order = 0;
        callback(state);
    }

    public void Dispose()
    {
        Order = 0;
        _period = Timeout.InfiniteTimeSpan;
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
