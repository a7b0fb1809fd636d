using Akka.Actor;
using Akka.Event;

namespace Akka.Cells;

/// <summary>The reference behind an Ask: the first message completes the task, the others are dead letters.</summary>
internal sealed class FutureActorRef<T>(ActorSystemImpl system) : MinimalActorRef
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ActorPath? _path;
    private ITimer? _timer;
    private CancellationTokenRegistration _registration;

    public Task<T> Result => _result.Task;

    public override ActorPath Path => _path ?? CreatePath();

    public override bool IsTerminated => _result.Task.IsCompleted;

    internal override ActorSystemImpl System => system;

    public void Expire(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
            _registration = cancellationToken.UnsafeRegister(
                static (state, token) => ((FutureActorRef<T>)state!).Finish(result => result.TrySetCanceled(token)), this);
        if (timeout < TimeSpan.Zero || timeout == TimeSpan.MaxValue) return;
        _timer = system.Engine.Clock.CreateTimer(
            static state => ((FutureActorRef<T>)state!).TimeOut(), this, timeout, Timeout.InfiniteTimeSpan);
        if (_result.Task.IsCompleted) _timer.Dispose();
    }

    protected override void TellInternal(object message, IActorRef? sender)
    {
        var isFirst = Finish(result => message switch
        {
            T answer => result.TrySetResult(answer),
            Status.Failure failure => result.TrySetException(failure.Cause ?? new TaskCanceledException("The actor failed the Ask without a cause.")),
            _ => result.TrySetException(new ArgumentException(
                $"Received message of type [{message.GetType()}] - Ask expected message of type [{typeof(T)}].")),
        });
        if (!isFirst) system.DeadLetters.Tell(new DeadLetter(message, sender ?? system.DeadLetters, this), sender);
    }

    // Nobody stops or supervises a task; whoever watches it is told when it has its answer, which is not worth a list.
    private bool Finish(Func<TaskCompletionSource<T>, bool> complete)
    {
        if (!complete(_result)) return false;
        _timer?.Dispose();
        _registration.Dispose();
        return true;
    }

    private void TimeOut() => Finish(result => result.TrySetException(new AskTimeoutException("Timeout: there was no answer to the Ask in time.")));

    private ActorPath CreatePath()
    {
        Interlocked.CompareExchange(ref _path, system.NextTempPath(), null);
        return _path!;
    }
}
