using Akka.Actor;

namespace PixCrawler.Actors.Tests.World;

/// <summary>The test scheduler's virtual clock as a <see cref="TimeProvider"/>, so that actors and pipelines share one time.</summary>
internal sealed class SchedulerTime(IScheduler scheduler) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => scheduler.Now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => scheduler.Now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(scheduler, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(IScheduler scheduler, TimerCallback callback, object? state) : ITimer
    {
        private ICancelable? _pending;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _pending?.Cancel();
            _pending = null;
            if (dueTime == Timeout.InfiniteTimeSpan)
                return true;
            _pending = new Cancelable(scheduler.Advanced);
            if (period > TimeSpan.Zero)
                scheduler.Advanced.ScheduleRepeatedly(dueTime, period, () => callback(state), _pending);
            else
                scheduler.Advanced.ScheduleOnce(dueTime, () => callback(state), _pending);
            return true;
        }

        public void Dispose() => _pending?.Cancel();

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
