using Akka.Actor;

namespace Akka.Cells;

// A persistent actor holds its user messages while it recovers and while an event of it is being stored: they wait in the mailbox,
// untouched and in their order, and only the replies it waits for are handled. Failure suspends those like any other message.
internal sealed partial class ActorCell
{
    private Queue<Reply>? _replies;
    private bool _isHolding;

    private bool HasWork =>
        AcceptsUserMessages && (_replies is { Count: > 0 } || (!_isHolding && (_front is { Count: > 0 } || _queue.HasMessage)));

    internal bool IsOf(ActorBase instance) => ReferenceEquals(instance, _actor);

    internal void HoldUserMessages(bool hold) => _isHolding = hold;

    internal void OnReply(Reply reply)
    {
        // What an instance asked for that has been restarted or stopped meanwhile is nobody's business any more.
        if (IsOf(reply.Owner)) (_replies ??= []).Enqueue(reply);
    }

    /// <summary>Has a reply handled once more, before all others.</summary>
    internal void Repeat(Reply reply) => _replies = new Queue<Reply>(_replies?.Prepend(reply) ?? [reply]);

    private void DropReplies()
    {
        _replies = null;
        _isHolding = false;
    }
}

/// <summary>
/// The outcome of something that an actor instance has asked for. It overtakes user messages and is handled like one of them.
/// </summary>
internal abstract class Reply(ActorBase owner, IActorRef? sender) : SystemMessage
{
    public ActorBase Owner { get; } = owner;

    /// <summary>The sender of the message that was being handled when the actor asked.</summary>
    public IActorRef? Sender { get; } = sender;

    /// <summary>What the user of the actor knows this reply as.</summary>
    public virtual object? Subject => null;

    public sealed override void Apply(ActorCell cell) => cell.OnReply(this);

    public abstract void Run();
}
