using Akka.Actor;

namespace Akka.Cluster.Sharding;

/// <summary>What is said to a region itself and not to one of its entities.</summary>
public interface IShardRegionCommand;

/// <summary>
/// Sent by an entity to its parent: it wants to stop. What arrives for it from now on is kept; the entity gets the stop message behind
/// what it had before, stops itself when it handles it, and is started again if something was kept.
/// </summary>
public sealed class Passivate : IShardRegionCommand
{
    /// <summary>Creates the message.</summary>
    public Passivate(object stopMessage) => StopMessage = stopMessage;

    /// <summary>What the entity gets back.</summary>
    public object StopMessage { get; }
}

/// <summary>Sent to a region: let all entities stop, by the hand-off stop message, then stop. Remembered entities stay remembered.</summary>
public sealed class GracefulShutdown : IShardRegionCommand
{
    /// <summary>The message.</summary>
    public static readonly GracefulShutdown Instance = new();

    private GracefulShutdown() { }
}

/// <summary>A message and the entity it is for, where the message does not say so itself.</summary>
public sealed class ShardingEnvelope : IWrappedMessage, IEquatable<ShardingEnvelope>
{
    /// <summary>Creates the envelope.</summary>
    public ShardingEnvelope(string entityId, object message) => (EntityId, Message) = (entityId, message);

    /// <summary>The entity.</summary>
    public string EntityId { get; }

    /// <summary>The message.</summary>
    public object Message { get; }

    /// <inheritdoc />
    public bool Equals(ShardingEnvelope? other) => other is not null && EntityId == other.EntityId && Equals(Message, other.Message);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ShardingEnvelope);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(EntityId, Message);
}
