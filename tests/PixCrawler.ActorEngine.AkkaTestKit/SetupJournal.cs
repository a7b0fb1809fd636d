using System.Collections.Immutable;
using System.Data.Common;
using Akka.Actor;
using Akka.Persistence.Journal;
using Akka.Persistence.Journals;

namespace Akka.Persistence;

/// <summary>The journal of a <see cref="PersistenceSetup"/> as Akka.NET's plugin.</summary>
public sealed class SetupJournal : AsyncWriteJournal
{
    private const int PageEvents = 500;

    private readonly IEventJournal _journal = PersistenceSetup.Of(Context.System).Journal(Context.System);
    private readonly ITimeProvider _time = Context.System.Scheduler;

    /// <inheritdoc/>
    public override async Task ReplayMessagesAsync(
        IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max, Action<IPersistentRepresentation> recoveryCallback)
    {
        for (IReadOnlyList<StoredEvent> page = []; max > 0 && (page.Count > 0 || fromSequenceNr >= 0); max -= page.Count)
        {
            page = await _journal.ReadAsync(persistenceId, fromSequenceNr, toSequenceNr, (int)Math.Min(max, PageEvents));
            foreach (var stored in page)
                recoveryCallback(new Persistent(stored.Event, stored.SequenceNr, persistenceId));
            if (page.Count < PageEvents)
                return;
            fromSequenceNr = page[^1].SequenceNr + 1;
        }
    }

    /// <inheritdoc/>
    public override async Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr, CancellationToken cancellationToken) =>
        await _journal.ReadHighestSequenceNrAsync(persistenceId);

    /// <inheritdoc/>
    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        try
        {
            var rejected = await _journal.WriteAsync([.. messages.Select(Batch)]);
            return rejected?.Select(cause => cause!).ToImmutableList()!;
        }
        catch (SequenceNrInUseException error)
        {
            throw new SequenceTakenException(error);
        }
    }

    /// <inheritdoc/>
    protected override async Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken) =>
        await _journal.DeleteToAsync(persistenceId, toSequenceNr);

    private EventBatch Batch(AtomicWrite write)
    {
        var events = (IImmutableList<IPersistentRepresentation>)write.Payload;
        return new EventBatch(write.PersistenceId, events[0].WriterGuid, write.LowestSequenceNr, [.. events.Select(stored => stored.Payload)], _time.Now);
    }

    // As a database says it.
    private sealed class SequenceTakenException(Exception cause) : DbException(cause.Message, cause)
    {
        public override string SqlState => "23505";
    }
}
