using System.IO.Enumeration;
using Akka.Cells;

namespace Akka.Actor;

/// <summary>The actors at a path at the moment a message is sent.</summary>
public sealed class ActorSelection : ICanTell
{
    private readonly string[] _elements;

    internal ActorSelection(IActorRef anchor, string path)
    {
        Anchor = anchor;
        _elements = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Where the path begins.</summary>
    public IActorRef Anchor { get; }

    /// <summary>The path from the anchor on.</summary>
    public string PathString => "/" + string.Join('/', _elements);

    /// <inheritdoc />
    public void Tell(object message, IActorRef? sender = null)
    {
        sender ??= ActorCell.CurrentSelf;
        var found = Resolve();
        foreach (var actor in found) actor.Tell(message, sender);
        if (found.Count > 0) return;
        if (message is Identify identify) sender?.Tell(new ActorIdentity(identify.MessageId, null), null);
        else DeadLetters?.Tell(new Event.DeadLetter(message, sender ?? DeadLetters, DeadLetters), sender);
    }

    /// <summary>The one actor that answers at the path.</summary>
    /// <exception cref="ActorNotFoundException">None answered within <paramref name="timeout"/>.</exception>
    public Task<IActorRef> ResolveOne(TimeSpan timeout) => ResolveOne(timeout, CancellationToken.None);

    /// <summary>The one actor that answers at the path.</summary>
    /// <exception cref="ActorNotFoundException">None answered within <paramref name="timeout"/>.</exception>
    public async Task<IActorRef> ResolveOne(TimeSpan timeout, CancellationToken ct)
    {
        try
        {
            var identity = await this.Ask<ActorIdentity>(new Identify(null), timeout, ct);
            return identity.Subject ?? throw new ActorNotFoundException($"No actor at [{this}].");
        }
        catch (AskTimeoutException e)
        {
            throw new ActorNotFoundException($"No actor answered at [{this}] within {timeout}.", e);
        }
    }

    /// <inheritdoc />
    public override string ToString() => $"ActorSelection[{Anchor}{PathString}]";

    internal ActorSystemImpl? System => ((IInternalActorRef)Anchor).OwningSystem;

    private IActorRef? DeadLetters => System?.DeadLetters;

    private List<IInternalActorRef> Resolve()
    {
        List<IInternalActorRef> at = [(IInternalActorRef)Anchor];
        foreach (var element in _elements)
        {
            at = [.. at.SelectMany(actor => Step(actor, element)).Distinct().Cast<IInternalActorRef>()];
        }

        return at;
    }

    private IEnumerable<IInternalActorRef> Step(IInternalActorRef from, string element)
    {
        if (element == ".") return [from];
        if (element == "..") return [from.Parent];
        if (element.Contains('*', StringComparison.Ordinal) || element.Contains('?', StringComparison.Ordinal))
            return from.ListChildren().Where(child => FileSystemName.MatchesSimpleExpression(element, child.Path.Name, ignoreCase: false));
        if (element == "deadLetters" && System is { } system && from.Equals(system.Root)) return [(IInternalActorRef)system.DeadLetters];
        return from.FindChild(element) is { } found ? [found] : [];
    }
}
