using Akka.Cells;

namespace Akka.TestKit;

/// <summary>Makes the test actor the sender of what the test tells, on the test's thread and after every await.</summary>
internal sealed class ImplicitSender : SynchronizationContext
{
    private readonly ActorCell _cell;

    private ImplicitSender(ActorCell cell) => _cell = cell;

    public static void Use(LocalActorRef testActor)
    {
        ActorCell.Current = testActor.Cell;
        SetSynchronizationContext(new ImplicitSender(testActor.Cell));
    }

    public static void Drop()
    {
        ActorCell.Current = null;
        if (Current is ImplicitSender) SetSynchronizationContext(null);
    }

    public override void Post(SendOrPostCallback d, object? state) => ThreadPool.QueueUserWorkItem(_ => Send(d, state));

    public override void Send(SendOrPostCallback d, object? state)
    {
        var (outerCell, outerContext) = (ActorCell.Current, Current);
        ActorCell.Current = _cell;
        SetSynchronizationContext(this);
        try
        {
            d(state);
        }
        finally
        {
            ActorCell.Current = outerCell;
            SetSynchronizationContext(outerContext);
        }
    }

    public override SynchronizationContext CreateCopy() => this;
}
