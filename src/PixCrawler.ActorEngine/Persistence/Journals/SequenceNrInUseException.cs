using Akka.Actor;

namespace Akka.Persistence.Journals;

/// <summary>
/// A second incarnation of a persistent actor wrote with a sequence number that is taken. Never retried: that incarnation stops, and its
/// next start reads what the other one wrote.
/// </summary>
public sealed class SequenceNrInUseException : AkkaException
{
    /// <summary>Creates the exception.</summary>
    public SequenceNrInUseException(EventBatch batch, long highestSequenceNr)
        : base(
            $"Writer [{batch.WriterUuid}] of [{batch.PersistenceId}] wrote sequence number {batch.FirstSequenceNr}, but " +
            $"{highestSequenceNr} is stored already: two incarnations of one persistent actor are running.")
        => PersistenceId = batch.PersistenceId;

    /// <summary>Whose sequence number it is.</summary>
    public string PersistenceId { get; }
}
