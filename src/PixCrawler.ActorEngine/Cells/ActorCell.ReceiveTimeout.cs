using Akka.Actor;
using Akka.Scheduling;

namespace Akka.Cells;

// The receive timeout. A message only moves the deadline; the pending tick looks at it when it arrives, so a busy actor never touches the timer.
internal sealed partial class ActorCell
{
    private ReceiveTimeoutTick? _receiveTimeout;

    public TimeSpan? ReceiveTimeout => _receiveTimeout?.Timeout;

    public void SetReceiveTimeout(TimeSpan? timeout)
    {
        _receiveTimeout?.Pending?.Cancel();
        _receiveTimeout = null;
        if (timeout is not { } span) return;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(span, TimeSpan.Zero, nameof(timeout));
        _receiveTimeout = new ReceiveTimeoutTick(span);
        RestartReceiveTimeout();
        ScheduleTick(_receiveTimeout, span);
    }

    private void RestartReceiveTimeout() =>
        _receiveTimeout!.Deadline = SystemImpl.Scheduler.MonotonicClock + _receiveTimeout.Timeout;

    private bool IsReceiveTimeoutDue(ReceiveTimeoutTick tick)
    {
        if (!ReferenceEquals(tick, _receiveTimeout)) return false;
        var left = tick.Deadline - SystemImpl.Scheduler.MonotonicClock;
        var due = left <= TimeSpan.Zero;
        ScheduleTick(tick, due ? tick.Timeout : left);
        return due;
    }

    private void ScheduleTick(ReceiveTimeoutTick tick, TimeSpan delay) =>
        tick.Pending = SystemImpl.SchedulerBase.Schedule(delay, null, () => SendUser(tick, null), null);
}

internal sealed class ReceiveTimeoutTick(TimeSpan timeout) : IAutoReceivedMessage, Akka.Event.IDeadLetterSuppression
{
    public TimeSpan Timeout { get; } = timeout;

    public TimeSpan Deadline { get; set; }

    public TimerItem? Pending { get; set; }
}
