using Akka.Actor;

namespace Akka.Cells;

// Death watch: exactly one notice for each watched actor.
internal sealed partial class ActorCell
{
    private Dictionary<IActorRef, object?>? _watching;
    private Dictionary<IActorRef, object?>? _noticesQueued;
    private HashSet<IActorRef>? _watchedBy;
    private volatile bool _subscribed;

    public IActorRef Watch(IActorRef subject) => WatchAs(subject, null);

    public IActorRef WatchWith(IActorRef subject, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return WatchAs(subject, message);
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        if (_watching?.Remove(subject) == true) ((IInternalActorRef)subject).SendSystem(new Unwatch(_self));
        _noticesQueued?.Remove(subject);
        return subject;
    }

    internal void MarkSubscribed() => _subscribed = true;

    internal void OnWatched(IInternalActorRef watcher)
    {
        if (_isTerminated) watcher.SendSystem(new DeathWatchNotification(_self, true));
        else if (!watcher.Equals(_self)) (_watchedBy ??= []).Add(watcher);
    }

    internal void OnUnwatched(IInternalActorRef watcher) => _watchedBy?.Remove(watcher);

    internal void OnDeath(IActorRef actor, bool existenceConfirmed)
    {
        if (_watching?.Remove(actor, out var message) == true && !_isTerminating)
        {
            (_noticesQueued ??= [])[actor] = message;
            SendUser(new Terminated(actor, existenceConfirmed, false), actor);
        }

        OnChildTerminated(actor);
    }

    private IActorRef WatchAs(IActorRef subject, object? message)
    {
        if (subject.Equals(_self)) return subject;
        _watching ??= [];
        if (_watching.TryGetValue(subject, out var before))
        {
            if (!Equals(before, message))
                throw new InvalidOperationException(
                    $"Watch({subject}, {message}) is not allowed: the same subject is already watched with {before ?? "Terminated"}. Unwatch it first.");
            return subject;
        }

        _watching.Add(subject, message);
        ((IInternalActorRef)subject).SendSystem(new Watch(_self));
        return subject;
    }

    private void ReceiveTerminated(Terminated terminated)
    {
        if (_noticesQueued?.Remove(terminated.ActorRef, out var message) != true) return;
        if (message is not null) _currentMessage = message;
        _actor!.AroundReceive(_behavior!, message ?? terminated);
    }

    private void AnnounceDeath()
    {
        foreach (var watched in _watching?.Keys.ToArray() ?? []) ((IInternalActorRef)watched).SendSystem(new Unwatch(_self));
        _watching = null;
        _noticesQueued = null;
        ParentRef.SendSystem(new DeathWatchNotification(_self, true));
        foreach (var watcher in _watchedBy ?? [])
            if (!watcher.Equals(ParentRef))
                ((IInternalActorRef)watcher).SendSystem(new DeathWatchNotification(_self, true));
        _watchedBy = null;
    }
}
