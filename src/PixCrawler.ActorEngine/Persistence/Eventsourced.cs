using Akka.Actor;
using Akka.Cells;
using Akka.Event;

namespace Akka.Persistence;

/// <summary>
/// The base of persistent actors. Its user messages wait in the mailbox until the actor has recovered, and again from a <c>Persist</c>
/// until the last handler of it has run. Never use <see cref="Stash"/> in a persist handler or while recovering.
/// </summary>
public abstract partial class Eventsourced : ActorBase, IPersistentIdentity, IPersistenceRecovery, ISnapshotter, IWithUnboundedStash
{
    private readonly ActorCell _cell = ActorCell.Active;
    private readonly string _writerUuid;
    private ILoggingAdapter? _log;

    /// <summary>Only the engine may create actors.</summary>
    protected Eventsourced()
    {
        Extension = Persistence.Instance.Apply(_cell.SystemImpl);
        _writerUuid = Extension.NextWriterUuid();
    }

    /// <inheritdoc />
    public abstract string PersistenceId { get; }

    /// <inheritdoc />
    public virtual Recovery Recovery => Recovery.Default;

    /// <inheritdoc />
    public IStash Stash { get; set; } = null!;

    /// <inheritdoc />
    public string SnapshotterId => PersistenceId;

    /// <inheritdoc />
    public long SnapshotSequenceNr => LastSequenceNr;

    /// <summary>The sequence number of the event handled last; of the last one stored when a recovery has completed.</summary>
    public long LastSequenceNr { get; private set; }

    /// <summary>True until all events are replayed.</summary>
    public bool IsRecovering { get; private set; } = true;

    /// <summary>True from <see cref="RecoveryCompleted"/> on.</summary>
    public bool IsRecoveryFinished => !IsRecovering;

    /// <summary>The journal and the snapshot storage.</summary>
    protected PersistenceExtension Extension { get; }

    /// <summary>The logger of this actor.</summary>
    protected virtual ILoggingAdapter Log => _log ??= Context.GetLogger();

    /// <summary>
    /// Handles a <see cref="SnapshotOffer"/>, a replayed event or <see cref="RecoveryCompleted"/>; false when it was not handled.
    /// </summary>
    protected abstract bool ReceiveRecover(object message);

    /// <summary>Handles a command; false when it was not handled.</summary>
    protected abstract bool ReceiveCommand(object message);

    /// <summary>Runs an asynchronous action. The mailbox stands still until it is done; its failure is the failure of the actor.</summary>
    protected void RunTask(Func<Task> action) => _cell.RunTask(async () =>
    {
        try
        {
            await action();
        }
        finally
        {
            EndTurn();
        }
    });

    /// <inheritdoc />
    protected internal override bool AroundReceive(Receive receive, object message)
    {
        if (message is Reply reply)
        {
            reply.Run();
            return true;
        }

        try
        {
            return base.AroundReceive(receive, message);
        }
        finally
        {
            EndTurn();
        }
    }

    /// <inheritdoc />
    public override void AroundPreStart()
    {
        BeginRecovery();
        base.AroundPreStart();
    }

    /// <inheritdoc />
    public override void AroundPostRestart(Exception cause, object? message)
    {
        BeginRecovery();
        base.AroundPostRestart(cause, message);
    }

    /// <inheritdoc />
    public override void AroundPreRestart(Exception cause, object? message)
    {
        EndRecoveryTimeout();
        base.AroundPreRestart(cause, message is Reply reply ? reply.Subject : message);
    }

    /// <inheritdoc />
    public override void AroundPostStop()
    {
        EndRecoveryTimeout();
        base.AroundPostStop();
    }

    /// <inheritdoc />
    protected override void Unhandled(object message)
    {
        var cause = message switch
        {
            SaveSnapshotFailure failure => failure.Cause,
            DeleteSnapshotFailure failure => failure.Cause,
            DeleteSnapshotsFailure failure => failure.Cause,
            DeleteMessagesFailure failure => failure.Cause,
            _ => null,
        };
        if (cause is not null) Log.Warning(cause, "Unhandled failure of persistenceId [{0}]: {1}", PersistenceId, message);
        else if (message is not RecoveryCompleted) base.Unhandled(message);
    }
}
