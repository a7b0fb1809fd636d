using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>A scheduler whose time the test moves. What is due fires in order of time, then of scheduling.</summary>
public class TestScheduler : SchedulerBase
{
    private readonly DateTimeOffset _start = TimeProvider.System.GetUtcNow();
    private readonly ILoggingAdapter _log;
    private long _elapsedTicks;

    public TestScheduler(Config schedulerConfig, ILoggingAdapter log) => _log = log;

    public override DateTimeOffset Now => _start + MonotonicClock;

    public override TimeSpan MonotonicClock => new(Volatile.Read(ref _elapsedTicks));

    /// <summary>Moves the time on. The clock stands at each item's time while it fires.</summary>
    public void Advance(TimeSpan offset)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(offset, TimeSpan.Zero);
        var target = MonotonicClock + offset;
        while (Queue.TryTakeDue(target, out var item))
        {
            MoveTo(item.FiresAt);
            Run(item);
        }

        MoveTo(target);
    }

    /// <summary>Moves the time on to a point.</summary>
    public void AdvanceTo(DateTimeOffset when) => Advance(when - Now);

    internal override void OnFirstChanged() => RunDue(MonotonicClock);

    internal override void OnError(Exception cause) => _log.Error(cause, "A scheduled action failed: {0}", cause.Message);

    private void MoveTo(TimeSpan time)
    {
        if (time > MonotonicClock) Volatile.Write(ref _elapsedTicks, time.Ticks);
    }
}
