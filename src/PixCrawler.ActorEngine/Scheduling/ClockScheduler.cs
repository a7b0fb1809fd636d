using Akka.Actor;
using Akka.Event;

namespace Akka.Scheduling;

/// <summary>
/// The scheduler on top of a <see cref="TimeProvider"/>: the machine's clock in production, a virtual one in a simulation.
/// One timer of the provider stands for all items; it is set to the earliest.
/// </summary>
internal sealed class ClockScheduler : SchedulerBase
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(40);
    private readonly TimeProvider _clock;
    private readonly Func<ILoggingAdapter> _log;
    private readonly long _start;
    private readonly ITimer _timer;
    private int _stopped;

    public ClockScheduler(TimeProvider clock, Func<ILoggingAdapter> log)
    {
        _clock = clock;
        _log = log;
        _start = clock.GetTimestamp();
        _timer = clock.CreateTimer(_ => OnTimer(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public override DateTimeOffset Now => _clock.GetUtcNow();

    public override TimeSpan MonotonicClock => _clock.GetElapsedTime(_start);

    internal override void OnFirstChanged()
    {
        if (Volatile.Read(ref _stopped) != 0 || !Queue.TryPeek(out var due)) return;
        var wait = due - MonotonicClock;
        // Timers count in whole milliseconds; rounding up keeps the item from being looked at too early.
        var rounded = wait <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
        _timer.Change(rounded < LongestWait ? rounded : LongestWait, Timeout.InfiniteTimeSpan);
    }

    internal override void OnError(Exception cause) => _log().Error(cause, "A scheduled action failed: {0}", cause.Message);

    internal override void Shutdown()
    {
        Volatile.Write(ref _stopped, 1);
        base.Shutdown();
        _timer.Dispose();
    }

    private void OnTimer()
    {
        RunDue(MonotonicClock);
        OnFirstChanged();
    }
}
