using Akka.Actor;
using Akka.Cells;
using Akka.Event;

namespace Akka.Scheduling;

/// <summary>A timer has fired; only the actor can say whether it is still wanted.</summary>
internal sealed class TimerTick(object key, object message, bool repeats)
    : IDeadLetterSuppression, INoSerializationVerificationNeeded
{
    public object Key { get; } = key;

    public object Message { get; } = message;

    public bool Repeats { get; } = repeats;

    public TimerItem? Item { get; set; }
}

internal sealed class TimerScheduler(ActorCell cell) : ITimerScheduler
{
    private Dictionary<object, TimerTick>? _timers;

    public IReadOnlyCollection<object> ActiveTimers => _timers is null ? [] : _timers.Keys;

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval) => Start(key, msg, interval, interval, null);

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef? sender) =>
        Start(key, msg, interval, interval, sender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval) =>
        Start(key, msg, initialDelay, interval, null);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef? sender) =>
        Start(key, msg, initialDelay, interval, sender);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout) => Start(key, msg, timeout, null, null);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef? sender) => Start(key, msg, timeout, null, sender);

    public bool IsTimerActive(object key) => _timers?.ContainsKey(key) == true;

    public void Cancel(object key)
    {
        if (_timers?.Remove(key, out var tick) == true) tick.Item!.Cancel();
    }

    public void CancelAll()
    {
        if (_timers is null) return;
        foreach (var tick in _timers.Values) tick.Item!.Cancel();
        _timers = null;
    }

    /// <summary>True when the tick belongs to a timer that still runs.</summary>
    public bool TryClaim(TimerTick tick, out object message)
    {
        message = tick.Message;
        if (_timers?.TryGetValue(tick.Key, out var current) != true || !ReferenceEquals(current, tick)) return false;
        if (!tick.Repeats) _timers.Remove(tick.Key);
        return true;
    }

    private void Start(object key, object message, TimeSpan delay, TimeSpan? interval, IActorRef? sender)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(message);
        Cancel(key);
        var tick = new TimerTick(key, message, interval is not null);
        (_timers ??= [])[key] = tick;
        tick.Item = cell.SystemImpl.SchedulerBase.Schedule(delay, interval, () => cell.SendUser(tick, sender), null);
    }
}
