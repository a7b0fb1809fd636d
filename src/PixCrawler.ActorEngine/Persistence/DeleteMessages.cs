namespace Akka.Persistence;

/// <summary>Events have been deleted.</summary>
public sealed record DeleteMessagesSuccess
{
    /// <summary>Creates the message.</summary>
    public DeleteMessagesSuccess(long toSequenceNr) => ToSequenceNr = toSequenceNr;

    /// <summary>The last event.</summary>
    public long ToSequenceNr { get; }
}

/// <summary>Events have not been deleted.</summary>
public sealed record DeleteMessagesFailure
{
    /// <summary>Creates the message.</summary>
    public DeleteMessagesFailure(Exception cause, long toSequenceNr)
    {
        Cause = cause;
        ToSequenceNr = toSequenceNr;
    }

    /// <summary>Why.</summary>
    public Exception Cause { get; }

    /// <summary>The last event.</summary>
    public long ToSequenceNr { get; }
}
