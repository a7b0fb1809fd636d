using Akka.Cells;

namespace PixCrawler.Simulation.Engine;

/// <summary>One thing to do: a cell to run, a continuation, a callback, a timer, an action.</summary>
internal readonly struct SimItem(SimProcess process, object work, object? state)
{
    public SimProcess Process => process;

    /// <summary>Tells actors apart, the same in every run.</summary>
    public long Tag => work is ActorCell cell ? cell.Self.Path.Uid : 0;

    public void Run()
    {
        switch (work)
        {
            case ActorCell cell:
                process.Enter();
                ((IThreadPoolWorkItem)cell).Execute();
                process.Leave();
                break;
            case SendOrPostCallback callback:
                process.Enter();
                callback(state);
                process.Leave();
                break;
            case Task task:
                process.Continuations.Execute(task);
                break;
            case SimTimer timer:
                timer.Fire();
                break;
            default:
                ((Action)work)();
                break;
        }
    }
}
