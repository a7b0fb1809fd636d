using Akka.Cells;
using Akka.Dispatch;

namespace PixCrawler.Simulation.Engine;

/// <summary>
/// A process: what runs in it can be paused, and is gone when it is killed. Its actors run under its synchronization context, so that
/// what they await comes back to the loop; what is outside the actors (pipelines, HTTP) runs without one, so that its continuations run
/// where they are completed, which is the loop as well. Nothing ever needs the thread pool.
/// </summary>
internal sealed class SimProcess : IActorExecutor
{
    private readonly SimContext _context;

    public SimProcess(SimLoop loop, string name)
    {
        (Loop, Name) = (loop, name);
        _context = new SimContext(this);
        Continuations = new SimTaskScheduler(this);
        Time = new SimTime(this);
    }

    public SimLoop Loop { get; }

    public string Name { get; }

    public SimTime Time { get; }

    public SimTaskScheduler Continuations { get; }

    /// <summary>What became ready while the process was paused.</summary>
    public List<SimItem> Parked { get; } = [];

    public bool IsDead { get; private set; }

    public bool IsPaused { get; private set; }

    /// <summary>When it was killed.</summary>
    public TimeSpan DiedAt { get; private set; } = TimeSpan.MaxValue;

    public void Kill()
    {
        IsDead = true;
        DiedAt = Loop.Elapsed;
        Parked.Clear();
    }

    /// <summary>When it last went on after a pause.</summary>
    public List<TimeSpan> ResumedAt { get; } = [];

    public void Pause() => IsPaused = true;

    public void Resume()
    {
        IsPaused = false;
        ResumedAt.Add(Loop.Elapsed);
        foreach (var item in Parked)
            Loop.Add(item);
        Parked.Clear();
    }

    public void Post(Action action) => Loop.Add(new SimItem(this, action, null));

    public void Post(SendOrPostCallback callback, object? state) => Loop.Add(new SimItem(this, callback, state));

    public void Post(Task continuation) => Loop.Add(new SimItem(this, continuation, null));

    public void After(TimeSpan delay, Action action) => Loop.AddTimer(new SimTimer(this, _ => action(), null), delay);

    public void Execute(ActorCell cell, bool again) => Loop.Add(new SimItem(this, cell, null));

    /// <summary>Runs what is outside the actors, and hands its outcome over to the loop.</summary>
    public Task<T> Outside<T>(Func<Task<T>> call)
    {
        var outcome = new TaskCompletionSource<T>();
        Post(() => _ = RunAsync());
        return outcome.Task;

        async Task RunAsync()
        {
            try
            {
                var result = await call();
                Post(() => outcome.SetResult(result));
            }
            catch (OperationCanceledException cancelled)
            {
                Post(() => outcome.SetCanceled(cancelled.CancellationToken));
            }
            catch (Exception error)
            {
                Post(() => outcome.SetException(error));
            }
        }
    }

    /// <summary>Runs something of the actors' from outside of them; the way back leads through the loop too.</summary>
    public Task Inside(Func<Task> call)
    {
        var outcome = new TaskCompletionSource();
        Enter();
        var task = call();
        Leave();
        task.ContinueWith(
            done => Post(() => Complete(outcome, done)), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, Continuations);
        return outcome.Task;
    }

    /// <summary>An answer that comes after a time, if the process still is there to take it.</summary>
    public Task<T> Answer<T>(TimeSpan delay, Func<T> answer)
    {
        var outcome = new TaskCompletionSource<T>();
        Loop.After(delay, () => Post(() =>
        {
            try
            {
                outcome.SetResult(answer());
            }
            catch (Exception error)
            {
                outcome.SetException(error);
            }
        }));
        return outcome.Task;
    }

    public void Enter() => SynchronizationContext.SetSynchronizationContext(_context);

    public void Leave() => SynchronizationContext.SetSynchronizationContext(null);

    private static void Complete(TaskCompletionSource outcome, Task done)
    {
        if (done.IsCanceled)
            outcome.SetCanceled();
        else if (done.Exception is { } error)
            outcome.SetException(error.InnerExceptions);
        else
            outcome.SetResult();
    }

    private sealed class SimContext(SimProcess process) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => process.Post(d, state);

        public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("nothing may block");

        public override SynchronizationContext CreateCopy() => this;
    }
}
