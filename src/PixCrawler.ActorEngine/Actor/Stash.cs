namespace Akka.Actor;

/// <summary>An actor that can put messages aside.</summary>
public interface IActorStash
{
    /// <summary>Set by the engine after the constructor.</summary>
    IStash Stash { get; set; }
}

/// <summary>An actor that can put messages aside.</summary>
public interface IWithUnrestrictedStash : IActorStash;

/// <summary>An actor that can put any number of messages aside.</summary>
public interface IWithUnboundedStash : IWithUnrestrictedStash;

/// <summary>An actor that can put messages aside.</summary>
public interface IWithStash : IActorStash;

/// <summary>Messages put aside.</summary>
public interface IStash
{
    /// <summary>How many there are.</summary>
    int Count { get; }

    /// <summary>True when there is none.</summary>
    bool IsEmpty { get; }

    /// <summary>True when there is one.</summary>
    bool NonEmpty { get; }

    /// <summary>True when no more fit.</summary>
    bool IsFull { get; }

    /// <summary>How many fit.</summary>
    int Capacity { get; }

    /// <summary>Puts the current message aside.</summary>
    /// <exception cref="IllegalActorStateException">It has been put aside already.</exception>
    /// <exception cref="StashOverflowException">No more fit.</exception>
    void Stash();

    /// <summary>Puts the oldest back in front of the mailbox.</summary>
    void Unstash();

    /// <summary>Puts all back in front of the mailbox, in their order.</summary>
    void UnstashAll();

    /// <summary>Puts those back that fit and forgets the others.</summary>
    void UnstashAll(Func<Envelope, bool> predicate);

    /// <summary>Takes all out.</summary>
    IEnumerable<Envelope> ClearStash();

    /// <summary>Adds messages in front of those already there.</summary>
    void Prepend(IEnumerable<Envelope> envelopes);
}
