namespace Akka.Actor;

/// <summary>Something that can be called off.</summary>
public interface ICancelable
{
    /// <summary>True once cancelled.</summary>
    bool IsCancellationRequested { get; }

    /// <summary>Cancelled together with this.</summary>
    CancellationToken Token { get; }

    /// <summary>Cancels now.</summary>
    void Cancel();

    /// <summary>Cancels later.</summary>
    void CancelAfter(TimeSpan delay);

    /// <summary>Cancels later.</summary>
    void CancelAfter(int millisecondsDelay);

    /// <summary>Cancels now; says whether the first exception of a callback ends it.</summary>
    void Cancel(bool throwOnFirstException);
}

/// <summary>Cancels by hand or by the time of a scheduler.</summary>
public sealed class Cancelable : ICancelable, IDisposable
{
    private readonly IActionScheduler _scheduler;
    private readonly CancellationTokenSource _source = new();

    /// <summary>Creates one that is not cancelled.</summary>
    public Cancelable(IScheduler scheduler) : this(scheduler.Advanced) { }

    /// <summary>Creates one that is not cancelled.</summary>
    public Cancelable(IActionScheduler scheduler) => _scheduler = scheduler;

    /// <summary>Creates one that is cancelled after <paramref name="delay"/>.</summary>
    public Cancelable(IScheduler scheduler, TimeSpan delay) : this(scheduler) => CancelAfter(delay);

    /// <inheritdoc />
    public bool IsCancellationRequested => _source.IsCancellationRequested;

    /// <inheritdoc />
    public CancellationToken Token => _source.Token;

    /// <inheritdoc />
    public void Cancel() => _source.Cancel();

    /// <inheritdoc />
    public void Cancel(bool throwOnFirstException) => _source.Cancel(throwOnFirstException);

    /// <inheritdoc />
    public void CancelAfter(TimeSpan delay) => _scheduler.ScheduleOnce(delay, _source.Cancel, this);

    /// <inheritdoc />
    public void CancelAfter(int millisecondsDelay) => CancelAfter(TimeSpan.FromMilliseconds(millisecondsDelay));

    /// <inheritdoc />
    public void Dispose() => _source.Dispose();
}

/// <summary>Shorthands on <see cref="ICancelable"/>.</summary>
public static class CancelableExtensions
{
    /// <summary>Cancels unless it is null.</summary>
    public static void CancelIfNotNull(this ICancelable? cancelable) => cancelable?.Cancel();
}
