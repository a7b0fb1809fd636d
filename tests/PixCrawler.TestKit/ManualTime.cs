namespace PixCrawler.TestKit;

/// <summary>A clock that stands still until the test moves it. Timers fire inside <see cref="Advance"/>, in the order they are due.</summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _armed = [];
    private readonly List<(TimeSpan Due, TaskCompletionSource Seen)> _awaited = [];
    private readonly DateTimeOffset _start;
    private TimeSpan _elapsed;
    private long _sequence;

    /// <summary>Starts at a fixed moment, so that nothing depends on the day the tests run.</summary>
    public ManualTimeProvider()
        : this(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    public ManualTimeProvider(DateTimeOffset start) => _start = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers wait to fire.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (_gate)
                return _armed.Count;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _start + _elapsed;
    }

    public override long GetTimestamp()
    {
        lock (_gate)
            return _elapsed.Ticks;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock; every timer due on the way fires at its own moment.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var target = Elapsed() + by;
        while (TakeDue(target) is { } timer)
            timer.Fire();
        lock (_gate)
            _elapsed = target > _elapsed ? target : _elapsed;
    }

    /// <summary>Completes as soon as a timer exists that is due in exactly this time from now: wait for it, then <see cref="Advance"/>.</summary>
    public Task UntilTimerDueInAsync(TimeSpan due)
    {
        lock (_gate)
        {
            var at = _elapsed + due;
            if (_armed.Exists(timer => timer.Due == at))
                return Task.CompletedTask;
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((at, seen));
            return seen.Task;
        }
    }

    private TimeSpan Elapsed()
    {
        lock (_gate)
            return _elapsed;
    }

    private ManualTimer? TakeDue(TimeSpan target)
    {
        lock (_gate)
        {
            var next = _armed.Where(timer => timer.Due <= target).MinBy(timer => (timer.Due, timer.Sequence));
            if (next is null)
                return null;
            _elapsed = next.Due > _elapsed ? next.Due : _elapsed;
            _armed.Remove(next);
            if (next.Period > TimeSpan.Zero)
                Arm(next, next.Period);
            return next;
        }
    }

    private void Arm(ManualTimer timer, TimeSpan dueIn)
    {
        timer.Due = _elapsed + dueIn;
        timer.Sequence = _sequence++;
        _armed.Add(timer);
        foreach (var awaited in _awaited.Where(awaited => awaited.Due == timer.Due))
            awaited.Seen.TrySetResult();
        _awaited.RemoveAll(awaited => awaited.Due == timer.Due);
    }

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan Due { get; set; }

        public long Sequence { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._armed.Remove(this);
                Period = period;
                if (dueTime >= TimeSpan.Zero)
                    clock.Arm(this, dueTime);
                return true;
            }
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
