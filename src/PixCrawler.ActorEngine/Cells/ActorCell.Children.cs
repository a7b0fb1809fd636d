using Akka.Actor;

namespace Akka.Cells;

// Children. Other threads create top-level actors and walk the tree, hence the lock; it is taken by nobody else.
internal sealed partial class ActorCell
{
    private Dictionary<string, ChildRestartStats>? _children;
    private long _unnamedChildren;
    private int _stoppingChildren;

    public IActorRef ActorOf(Props props, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(props);
        if (name is not null && !ActorPath.IsValidPathElement(name))
            throw new InvalidActorNameException(
                $"Illegal actor name [{name}]. Actor paths MUST: not start with `$`, include only ASCII letters and digits, and these symbols: {ActorPath.ValidSymbols}");

        LocalActorRef child;
        lock (_self)
        {
            if (_isTerminating) throw new InvalidOperationException($"Cannot create a child while [{_self.Path}] is terminating or terminated.");
            _children ??= [];
            name ??= "$" + NameCounter.Text(_unnamedChildren++);
            if (_children.ContainsKey(name)) throw new InvalidActorNameException($"Actor name \"{name}\" is not unique!");
            child = new LocalActorRef(SystemImpl, props, new ChildActorPath(_self.Path, name, SystemImpl.NextUid()), _self);
            _children.Add(name, new ChildRestartStats(child, SystemImpl.Scheduler));
        }

        child.Cell.SendSystem(new Create());
        return child;
    }

    public IActorRef Child(string name) => FindChild(name) ?? ActorRefs.Nobody;

    public IEnumerable<IActorRef> GetChildren() => ListChildren();

    public void Stop(IActorRef child)
    {
        if (TryGetStats(child, out var stats) && !stats.IsStopping)
        {
            stats.IsStopping = true;
            _stoppingChildren++;
        }

        ((IInternalActorRef)child).SendSystem(new Terminate());
    }

    internal IInternalActorRef? FindChild(string name)
    {
        var hash = name.IndexOf('#', StringComparison.Ordinal);
        var uid = 0L;
        if (hash > 0 && long.TryParse(name.AsSpan(hash + 1), out uid)) name = name[..hash];
        lock (_self)
        {
            if (_children is null || !_children.TryGetValue(name, out var stats)) return null;
            return uid == 0 || stats.Child.Path.Uid == uid ? (IInternalActorRef)stats.Child : null;
        }
    }

    internal IReadOnlyList<IInternalActorRef> ListChildren()
    {
        lock (_self) return _children is null ? [] : [.. _children.Values.Select(stats => (IInternalActorRef)stats.Child)];
    }

    // Most strategies don't look, and copying a long list for each child that ends would be slow.
    private IEnumerable<IInternalActorRef> RemainingChildren()
    {
        foreach (var child in ListChildren()) yield return child;
    }

    private ChildRestartStats[] AllStats()
    {
        lock (_self) return _children is null ? [] : [.. _children.Values];
    }

    private bool TryGetStats(IActorRef child, out ChildRestartStats stats)
    {
        lock (_self)
        {
            stats = null!;
            return _children is not null && _children.TryGetValue(child.Path.Name, out stats!) && child.Equals(stats.Child);
        }
    }

    private bool RemoveChild(IActorRef child)
    {
        lock (_self)
        {
            if (!TryGetStats(child, out var stats)) return false;
            if (stats.IsStopping) _stoppingChildren--;
            _children!.Remove(child.Path.Name);
            if (_children.Count == 0) _children = null;
            return true;
        }
    }

    private void SuspendChildren(IActorRef? except)
    {
        foreach (var child in ListChildren())
            if (!child.Equals(except))
                child.SendSystem(new Suspend());
    }

    private void ResumeChildren(Exception? cause, IActorRef? perpetrator)
    {
        foreach (var child in ListChildren())
            child.SendSystem(new Resume(child.Equals(perpetrator) ? cause : null));
    }
}
