namespace Akka.Actor;

/// <summary>A child and how often it has been restarted.</summary>
public sealed class ChildRestartStats
{
    private readonly IScheduler _clock;

    internal ChildRestartStats(IActorRef child, IScheduler clock)
    {
        Child = child;
        _clock = clock;
    }

    /// <summary>The child.</summary>
    public IActorRef Child { get; }

    /// <summary>The uid of the child.</summary>
    public long Uid => Child.Path.Uid;

    /// <summary>The restarts counted in the current window.</summary>
    public int MaxNrOfRetriesCount { get; private set; }

    /// <summary>When the current window began, in ticks of the scheduler's monotonic clock; 0 before the first restart.</summary>
    public long RestartTimeWindowStartTicks { get; private set; }

    internal bool IsStopping { get; set; }

    /// <summary>Counts one more restart; false when that is one too many.</summary>
    /// <param name="maxNrOfRetries">The restarts allowed in a window; negative for any number.</param>
    /// <param name="withinTimeMilliseconds">The length of the window; not positive for one that never ends.</param>
    public bool RequestRestartPermission(int maxNrOfRetries, int withinTimeMilliseconds)
    {
        if (maxNrOfRetries == 0) return false;
        var hasLimit = maxNrOfRetries > 0;
        if (withinTimeMilliseconds <= 0) return !hasLimit || ++MaxNrOfRetriesCount <= maxNrOfRetries;

        var limit = hasLimit ? maxNrOfRetries : 1;
        var now = _clock.MonotonicClock.Ticks;
        var window = TimeSpan.FromMilliseconds(withinTimeMilliseconds).Ticks;
        if (RestartTimeWindowStartTicks == 0 || now - RestartTimeWindowStartTicks > window)
        {
            MaxNrOfRetriesCount = 1;
            RestartTimeWindowStartTicks = Math.Max(now, 1);
            return true;
        }

        return ++MaxNrOfRetriesCount <= limit;
    }
}
