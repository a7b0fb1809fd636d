namespace Akka.Actor;

/// <summary>An actor that has timers.</summary>
public interface IWithTimers
{
    /// <summary>Set by the engine after the constructor.</summary>
    ITimerScheduler Timers { get; set; }
}

/// <summary>The timers of one instance of an actor. They end with it, and a tick of a cancelled timer is never delivered.</summary>
public interface ITimerScheduler
{
    /// <summary>The keys of all timers that run.</summary>
    IReadOnlyCollection<object> ActiveTimers { get; }

    /// <summary>Sends <paramref name="msg"/> every <paramref name="interval"/>, in place of any timer with that key.</summary>
    void StartPeriodicTimer(object key, object msg, TimeSpan interval);

    /// <summary>Sends <paramref name="msg"/> every <paramref name="interval"/>, in place of any timer with that key.</summary>
    void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef? sender);

    /// <summary>Sends <paramref name="msg"/> again and again, in place of any timer with that key.</summary>
    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval);

    /// <summary>Sends <paramref name="msg"/> again and again, in place of any timer with that key.</summary>
    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef? sender);

    /// <summary>Sends <paramref name="msg"/> once, in place of any timer with that key.</summary>
    void StartSingleTimer(object key, object msg, TimeSpan timeout);

    /// <summary>Sends <paramref name="msg"/> once, in place of any timer with that key.</summary>
    void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef? sender);

    /// <summary>True while a timer with that key runs.</summary>
    bool IsTimerActive(object key);

    /// <summary>Ends the timer with that key.</summary>
    void Cancel(object key);

    /// <summary>Ends all timers.</summary>
    void CancelAll();
}
