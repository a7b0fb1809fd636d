namespace Akka.Actor;

/// <summary>The time as the actor system sees it.</summary>
public interface ITimeProvider
{
    /// <summary>The wall clock.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Time since some fixed point; never goes back.</summary>
    TimeSpan MonotonicClock { get; }

    /// <summary>Time since some fixed point; never goes back.</summary>
    TimeSpan HighResMonotonicClock { get; }
}

/// <summary>Sends messages later.</summary>
public interface ITellScheduler
{
    /// <summary>Sends a message once.</summary>
    void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender);

    /// <summary>Sends a message once, unless cancelled before.</summary>
    void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable);

    /// <summary>Sends a message again and again.</summary>
    void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender);

    /// <summary>Sends a message again and again until cancelled.</summary>
    void ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable);
}

/// <summary>Runs actions later, outside of any actor.</summary>
public interface IActionScheduler
{
    /// <summary>Runs an action once, unless cancelled before.</summary>
    void ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable);

    /// <summary>Runs an action once.</summary>
    void ScheduleOnce(TimeSpan delay, Action action);

    /// <summary>Runs an action again and again until cancelled.</summary>
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable);

    /// <summary>Runs an action again and again.</summary>
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action);
}

/// <summary>The part of the scheduler that runs actions.</summary>
public interface IAdvancedScheduler : IActionScheduler;

/// <summary>Sends messages later and tells the time.</summary>
public interface IScheduler : ITellScheduler, ITimeProvider
{
    /// <summary>The part that runs actions.</summary>
    IAdvancedScheduler Advanced { get; }
}

/// <summary>Shorthands that make the cancelable themselves.</summary>
public static class SchedulerExtensions
{
    /// <summary>Sends a message once; the result takes it back.</summary>
    public static ICancelable ScheduleTellOnceCancelable(
        this ITellScheduler scheduler, TimeSpan delay, ICanTell receiver, object message, IActorRef? sender)
    {
        var cancelable = new Cancelable((IScheduler)scheduler);
        scheduler.ScheduleTellOnce(delay, receiver, message, sender, cancelable);
        return cancelable;
    }

    /// <summary>Sends a message again and again; the result ends it.</summary>
    public static ICancelable ScheduleTellRepeatedlyCancelable(
        this ITellScheduler scheduler, TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender)
    {
        var cancelable = new Cancelable((IScheduler)scheduler);
        scheduler.ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, cancelable);
        return cancelable;
    }

    /// <summary>Runs an action once; the result takes it back.</summary>
    public static ICancelable ScheduleOnceCancelable(this IActionScheduler scheduler, TimeSpan delay, Action action)
    {
        var cancelable = new Cancelable(scheduler);
        scheduler.ScheduleOnce(delay, action, cancelable);
        return cancelable;
    }

    /// <summary>Runs an action again and again; the result ends it.</summary>
    public static ICancelable ScheduleRepeatedlyCancelable(
        this IActionScheduler scheduler, TimeSpan initialDelay, TimeSpan interval, Action action)
    {
        var cancelable = new Cancelable(scheduler);
        scheduler.ScheduleRepeatedly(initialDelay, interval, action, cancelable);
        return cancelable;
    }
}
