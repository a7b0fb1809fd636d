using Akka.Cells;

namespace Akka.Dispatch;

/// <summary>Runs actors.</summary>
public sealed class MessageDispatcher
{
    private readonly IActorExecutor _executor;

    internal MessageDispatcher(string id, int throughput, IActorExecutor executor)
    {
        Id = id;
        Throughput = throughput;
        _executor = executor;
    }

    /// <summary>The name of the dispatcher in the configuration.</summary>
    public string Id { get; }

    /// <summary>How many messages one actor may handle before it goes to the back of the line.</summary>
    public int Throughput { get; }

    internal void Run(ActorCell cell, bool again) => _executor.Execute(cell, again);
}

/// <summary>Where actors run: the thread pool, or the single thread of a simulation.</summary>
internal interface IActorExecutor
{
    /// <summary>Has <see cref="IThreadPoolWorkItem.Execute"/> of the cell called once, soon.</summary>
    /// <param name="cell">The cell with work to do.</param>
    /// <param name="again">True when the cell has just run and used up its throughput.</param>
    void Execute(ActorCell cell, bool again);
}

/// <summary>The thread pool as the executor.</summary>
internal sealed class ThreadPoolExecutor : IActorExecutor
{
    public static readonly ThreadPoolExecutor Instance = new();

    [ThreadStatic]
    private static int _dispatches;

    public void Execute(ActorCell cell, bool again)
    {
        // A worker's own queue is last in, first out and comes before the shared one: two actors that keep each other busy could
        // hold a worker for ever, so every now and then one is sent to the back of the shared queue.
        var shared = again || (++_dispatches & 63) == 0;
        ThreadPool.UnsafeQueueUserWorkItem(cell, preferLocal: !shared);
    }
}
