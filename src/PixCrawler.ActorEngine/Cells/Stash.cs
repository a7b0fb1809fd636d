using Akka.Actor;

namespace Akka.Cells;

internal sealed class Stash(ActorCell cell, int capacity) : IStash
{
    private LinkedList<Envelope>? _messages;
    private long _lastTurn;

    public int Count => _messages?.Count ?? 0;

    public bool IsEmpty => Count == 0;

    public bool NonEmpty => Count > 0;

    public bool IsFull => Count >= capacity;

    public int Capacity => capacity;

    void IStash.Stash()
    {
        var current = cell.CurrentEnvelope;
        if (current.Message is null) throw new IllegalActorStateException("There is no current message to stash.");
        if (current.Message is Reply)
            throw new IllegalActorStateException("Do not stash inside of a persist handler or during recovery: there is no command to stash.");
        if (cell.Turn == _lastTurn)
            throw new IllegalActorStateException($"Can't stash the same message {current} more than once.");
        if (IsFull) throw new StashOverflowException($"Couldn't enqueue message {current} to the stash of {cell.Self}: it holds {capacity} already.");
        (_messages ??= []).AddLast(current);
        _lastTurn = cell.Turn;
    }

    public void Unstash()
    {
        if (_messages?.First is not { } first) return;
        _messages.RemoveFirst();
        cell.Prepend([first.Value]);
    }

    public void UnstashAll() => cell.Prepend(TakeAll());

    public void UnstashAll(Func<Envelope, bool> predicate) => cell.Prepend([.. TakeAll().Where(predicate)]);

    public IEnumerable<Envelope> ClearStash() => TakeAll();

    public void Prepend(IEnumerable<Envelope> envelopes)
    {
        _messages ??= [];
        foreach (var envelope in envelopes.Reverse()) _messages.AddFirst(envelope);
    }

    internal IReadOnlyList<Envelope> TakeAll()
    {
        Envelope[] all = _messages is null ? [] : [.. _messages];
        _messages = null;
        return all;
    }
}
