using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Cells;

namespace Akka.Event;

/// <summary>An event stream that log events go through.</summary>
public abstract class LoggingBus
{
    /// <summary>The least serious level that is logged.</summary>
    public LogLevel LogLevel { get; internal set; } = LogLevel.InfoLevel;

    /// <summary>Adds a subscriber for all events of a type, of types derived from it and, for an interface, of all that implement it.</summary>
    /// <returns>False when it was subscribed already.</returns>
    public abstract bool Subscribe(IActorRef subscriber, Type channel);

    /// <summary>Ends one subscription.</summary>
    public abstract bool Unsubscribe(IActorRef subscriber, Type channel);

    /// <summary>Ends all subscriptions of an actor.</summary>
    public abstract bool Unsubscribe(IActorRef subscriber);

    /// <summary>Sends an event to all subscribers of its type.</summary>
    public abstract void Publish(object @event);
}

/// <summary>The event stream of a system. A subscriber that has stopped is taken out.</summary>
public sealed class EventStream : LoggingBus
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<Type, IActorRef[]> _byType = new();
    private (Type Channel, IActorRef Subscriber)[] _subscriptions = [];

    internal EventStream() { }

    /// <inheritdoc />
    public override bool Subscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        ArgumentNullException.ThrowIfNull(channel);
        lock (_lock)
        {
            if (_subscriptions.Any(each => each.Channel == channel && each.Subscriber.Equals(subscriber))) return false;
            (subscriber as LocalActorRef)?.Cell.MarkSubscribed();
            Replace([.. _subscriptions, (channel, subscriber)]);
            return true;
        }
    }

    /// <inheritdoc />
    public override bool Unsubscribe(IActorRef subscriber, Type channel) =>
        Remove(each => each.Channel == channel && each.Subscriber.Equals(subscriber));

    /// <inheritdoc />
    public override bool Unsubscribe(IActorRef subscriber) => Remove(each => each.Subscriber.Equals(subscriber));

    /// <inheritdoc />
    public override void Publish(object @event)
    {
        foreach (var subscriber in SubscribersOf(@event.GetType())) subscriber.Tell(@event, null);
    }

    private IActorRef[] SubscribersOf(Type type)
    {
        if (_byType.TryGetValue(type, out var known)) return known;
        lock (_lock)
        {
            IActorRef[] found = [.. _subscriptions.Where(each => each.Channel.IsAssignableFrom(type)).Select(each => each.Subscriber).Distinct()];
            _byType[type] = found;
            return found;
        }
    }

    private bool Remove(Func<(Type Channel, IActorRef Subscriber), bool> matches)
    {
        lock (_lock)
        {
            (Type, IActorRef)[] left = [.. _subscriptions.Where(each => !matches(each))];
            if (left.Length == _subscriptions.Length) return false;
            Replace(left);
            return true;
        }
    }

    private void Replace((Type, IActorRef)[] subscriptions)
    {
        _subscriptions = subscriptions;
        _byType.Clear();
    }
}
