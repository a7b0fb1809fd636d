using Akka.Cells;

namespace Akka.Actor;

/// <summary>Stops an actor and waits for its end.</summary>
public static class GracefulStopSupport
{
    /// <summary>Sends <see cref="PoisonPill"/> and waits; true once the actor has stopped.</summary>
    /// <exception cref="TaskCanceledException">It had not stopped in time.</exception>
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) => target.GracefulStop(timeout, PoisonPill.Instance);

    /// <summary>Sends <paramref name="stopMessage"/> and waits; true once the actor has stopped.</summary>
    /// <exception cref="TaskCanceledException">It had not stopped in time.</exception>
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout, object stopMessage)
    {
        var actor = (IInternalActorRef)target;
        if (actor.OwningSystem is not { } system) return Task.FromResult(true);
        var watcher = new StopWatcher(system, actor, timeout);
        actor.SendSystem(new Watch(watcher));
        target.Tell(stopMessage, ActorRefs.NoSender);
        return watcher.Stopped;
    }

    private sealed class StopWatcher : MinimalActorRef
    {
        private readonly TaskCompletionSource<bool> _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ITimer _timer;

        public StopWatcher(ActorSystemImpl system, IInternalActorRef target, TimeSpan timeout)
        {
            Path = system.NextTempPath();
            System = system;
            _timer = system.Engine.Clock.CreateTimer(
                _ =>
                {
                    if (_stopped.TrySetCanceled()) target.SendSystem(new Unwatch(this));
                },
                null,
                timeout,
                Timeout.InfiniteTimeSpan);
        }

        public Task<bool> Stopped => _stopped.Task;

        public override ActorPath Path { get; }

        internal override ActorSystemImpl System { get; }

        internal override void OnSystem(SystemMessage message)
        {
            if (message is not DeathWatchNotification)
            {
                base.OnSystem(message);
                return;
            }

            _timer.Dispose();
            _stopped.TrySetResult(true);
        }
    }
}
