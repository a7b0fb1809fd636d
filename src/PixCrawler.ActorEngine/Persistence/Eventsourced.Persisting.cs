using Akka.Cells;
using Akka.Event;
using Akka.Persistence.Journals;

namespace Akka.Persistence;

// Storing events. One write is with the journal at a time; what is persisted meanwhile goes with the next one.
public abstract partial class Eventsourced
{
    private readonly List<PendingWrite> _unsent = [];
    private long _sequenceNr;
    private int _heldBy;
    private bool _isWriting;

    /// <summary>Stores an event; then the handler is called, before any other command. The sender is still that of the command.</summary>
    /// <exception cref="InvalidOperationException">The actor is recovering.</exception>
    public void Persist<TEvent>(TEvent @event, Action<TEvent> handler) => Add([@event!], handler, holds: true);

    /// <summary>Stores all of the events or none; then the handler is called for each in order, before any other command.</summary>
    /// <exception cref="InvalidOperationException">The actor is recovering.</exception>
    public void PersistAll<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler) => Add(Boxed(events), handler, holds: true);

    /// <summary>Stores an event; then the handler is called. Commands are handled meanwhile.</summary>
    /// <exception cref="InvalidOperationException">The actor is recovering.</exception>
    public void PersistAsync<TEvent>(TEvent @event, Action<TEvent> handler) => Add([@event!], handler, holds: false);

    /// <summary>Stores all of the events or none; then the handler is called for each in order. Commands are handled meanwhile.</summary>
    /// <exception cref="InvalidOperationException">The actor is recovering.</exception>
    public void PersistAllAsync<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler) => Add(Boxed(events), handler, holds: false);

    /// <summary>Calls the handler, without storing anything, when the handlers of everything persisted before have run.</summary>
    /// <exception cref="InvalidOperationException">The actor is recovering.</exception>
    public void DeferAsync<TEvent>(TEvent evt, Action<TEvent> handler)
    {
        ThrowIfRecovering();
        if (!_isWriting && _unsent.Count == 0) handler(evt);
        else _unsent.Add(new PendingWrite<TEvent>(this, Sender, [evt!], null, handler, holds: false));
    }

    /// <summary>
    /// Called when the journal failed; the actor is stopped afterwards, whatever this does. Whether the event is stored is unknown until
    /// the next recovery. Logs an error.
    /// </summary>
    protected virtual void OnPersistFailure(Exception cause, object @event, long sequenceNr) => Log.Error(
        cause,
        "Failed to persist event type [{0}] with sequence number [{1}] for persistenceId [{2}].",
        @event.GetType(), sequenceNr, PersistenceId);

    /// <summary>
    /// Called for each event that the journal did not take; its handler is not called and the actor goes on. Logs an error.
    /// </summary>
    protected virtual void OnPersistRejected(Exception cause, object @event, long sequenceNr) => Log.Error(
        cause,
        "Rejected to persist event type [{0}] with sequence number [{1}] for persistenceId [{2}].",
        @event.GetType(), sequenceNr, PersistenceId);

    private static object[] Boxed<TEvent>(IEnumerable<TEvent> events) => events.Select(static @event => (object)@event!).ToArray();

    private void ThrowIfRecovering()
    {
        if (IsRecovering)
            throw new InvalidOperationException("Cannot persist during replay. Events can be persisted from RecoveryCompleted on.");
    }

    private void Add<TEvent>(object[] events, Action<TEvent> handler, bool holds)
    {
        ThrowIfRecovering();
        if (events.Length == 0) return;
        var batch = new EventBatch(PersistenceId, _writerUuid, _sequenceNr + 1, events, _cell.SystemImpl.Scheduler.Now);
        _sequenceNr += events.Length;
        if (holds) _heldBy++;
        _unsent.Add(new PendingWrite<TEvent>(this, Sender, events, batch, handler, holds));
    }

    // The end of a command, of a reply or of an asynchronous handler; the handler of an earlier instance may end too and changes nothing.
    private void EndTurn()
    {
        if (!_cell.IsOf(this)) return;
        if (!_isWriting && _unsent.Count > 0) Send();
        _cell.HoldUserMessages(IsRecovering || _heldBy > 0);
    }

    private void Send()
    {
        _isWriting = true;
        var sent = _unsent.ToArray();
        _unsent.Clear();
        sent[^1].IsLast = true;
        var batches = Array.TrueForAll(sent, static write => write.Batch is not null)
            ? Array.ConvertAll(sent, static write => write.Batch!)
            : [.. sent.Select(static write => write.Batch).OfType<EventBatch>()];
        ValueTask<IReadOnlyList<Exception?>?> writing;
        try
        {
            writing = batches.Length > 0 ? Extension.Journal.WriteAsync(batches) : default;
        }
        catch (Exception cause)
        {
            writing = ValueTask.FromException<IReadOnlyList<Exception?>?>(cause);
        }

        if (writing.IsCompleted) Finish(_cell, sent, writing);
        else FinishLater(_cell, sent, writing.AsTask());
    }

    private static void FinishLater(ActorCell cell, PendingWrite[] sent, Task<IReadOnlyList<Exception?>?> writing) => writing.ContinueWith(
        done => Finish(cell, sent, new ValueTask<IReadOnlyList<Exception?>?>(done)),
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        cell.SystemImpl.Engine.Continuations);

    private static void Finish(ActorCell cell, PendingWrite[] sent, ValueTask<IReadOnlyList<Exception?>?> written)
    {
        IReadOnlyList<Exception?>? rejections = null;
        Exception? failure = null;
        try
        {
            rejections = written.GetAwaiter().GetResult();
        }
        catch (Exception cause)
        {
            failure = cause;
        }

        var at = 0;
        foreach (var write in sent)
        {
            write.Failure = failure;
            if (write.Batch is not null) write.Rejection = rejections?[at++];
            cell.SendSystem(write);
        }
    }
}
