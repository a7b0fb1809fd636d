using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Dispatch;

namespace Akka.Cells;

/// <summary>
/// What the engine runs on. The defaults are the thread pool and the machine's clock; a simulation gives one thread, a virtual clock and
/// its own scheduler for continuations, and everything above stays the same.
/// </summary>
internal sealed class EngineSetup : Setup
{
    /// <summary>Where cells run.</summary>
    public IActorExecutor Executor { get; init; } = ThreadPoolExecutor.Instance;

    /// <summary>The clock of the scheduler, of Ask time-outs and of phase time-outs.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Where the results of piped tasks and the phases of the shutdown go on.</summary>
    public TaskScheduler Continuations { get; init; } = TaskScheduler.Default;
}
