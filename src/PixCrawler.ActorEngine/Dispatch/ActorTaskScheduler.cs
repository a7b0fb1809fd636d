using Akka.Cells;

namespace Akka.Dispatch;

/// <summary>Brings the continuations of an actor's asynchronous handler back into that actor, in turn, with its context.</summary>
internal sealed class ActorTaskScheduler(ActorCell cell) : TaskScheduler
{
    public override int MaximumConcurrencyLevel => 1;

    public void Execute(Task task) => TryExecuteTask(task);

    protected override void QueueTask(Task task) => cell.SendSystem(new RunContinuation(this, task));

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ReferenceEquals(ActorCell.Current, cell) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
