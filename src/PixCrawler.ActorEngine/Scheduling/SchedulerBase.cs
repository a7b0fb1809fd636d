using Akka.Scheduling;

namespace Akka.Actor;

/// <summary>What all schedulers share: every way of scheduling comes down to one.</summary>
public abstract class SchedulerBase : IScheduler, IAdvancedScheduler
{
    private protected SchedulerBase() { }

    /// <inheritdoc />
    public abstract DateTimeOffset Now { get; }

    /// <inheritdoc />
    public abstract TimeSpan MonotonicClock { get; }

    /// <inheritdoc />
    public TimeSpan HighResMonotonicClock => MonotonicClock;

    /// <inheritdoc />
    public IAdvancedScheduler Advanced => this;

    internal TimerQueue Queue { get; } = new();

    /// <inheritdoc />
    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellOnce(delay, receiver, message, sender, null);

    /// <inheritdoc />
    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Schedule(delay, null, () => receiver.Tell(message, sender), cancelable);

    /// <inheritdoc />
    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, null);

    /// <inheritdoc />
    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Schedule(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    /// <inheritdoc />
    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) => Schedule(delay, null, action, cancelable);

    /// <inheritdoc />
    public void ScheduleOnce(TimeSpan delay, Action action) => Schedule(delay, null, action, null);

    /// <inheritdoc />
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable) =>
        Schedule(initialDelay, interval, action, cancelable);

    /// <inheritdoc />
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        Schedule(initialDelay, interval, action, null);

    internal TimerItem Schedule(TimeSpan delay, TimeSpan? interval, Action action, ICancelable? cancelable)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        if (interval is { } span) ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(span, TimeSpan.Zero, nameof(interval));
        var item = Queue.Add(MonotonicClock + delay, interval, action, out var isFirst);
        if (cancelable is not null) cancelable.Token.UnsafeRegister(static state => ((TimerItem)state!).Cancel(), item);
        if (isFirst) OnFirstChanged();
        return item;
    }

    internal virtual void OnFirstChanged() { }

    /// <summary>Runs everything that is due at <paramref name="now"/>.</summary>
    internal void RunDue(TimeSpan now)
    {
        while (Queue.TryTakeDue(now, out var item)) Run(item);
    }

    internal void Run(TimerItem item)
    {
        try
        {
            item.Action();
        }
        catch (Exception e)
        {
            OnError(e);
        }
    }

    internal virtual void OnError(Exception cause) { }

    internal virtual void Shutdown() => Queue.Clear();
}
