namespace PixCrawler.Simulation.Engine;

/// <summary>Brings continuations to the loop.</summary>
internal sealed class SimTaskScheduler(SimProcess process) : TaskScheduler
{
    public override int MaximumConcurrencyLevel => 1;

    public void Execute(Task task) => TryExecuteTask(task);

    protected override void QueueTask(Task task) => process.Post(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
