namespace Akka.Cluster.Sharding;

/// <summary>Finds in a message which entity it is for.</summary>
public interface IMessageExtractor
{
    /// <summary>The entity a message is for; null or empty when it is for none.</summary>
    string? EntityId(object message);

    /// <summary>What the entity is to get.</summary>
    object? EntityMessage(object message);

    /// <summary>Which shard an entity belongs to: the same for the same id, in every process and version.</summary>
    string ShardId(string entityId, object? messageHint = null);
}

/// <summary>Spreads entities over a fixed number of shards by a stable hash of their ids.</summary>
public abstract class HashCodeMessageExtractor : IMessageExtractor
{
    /// <summary>How many shards there are.</summary>
    public readonly int MaxNumberOfShards;

    /// <summary>Creates an extractor.</summary>
    protected HashCodeMessageExtractor(int maxNumberOfShards) => MaxNumberOfShards = maxNumberOfShards;

    /// <summary>Creates an extractor out of functions.</summary>
    public static HashCodeMessageExtractor Create(
        int maxNumberOfShards, Func<object, string?> entityIdExtractor, Func<object, object?>? messageExtractor = null) =>
        new ByFunctions(maxNumberOfShards, entityIdExtractor, messageExtractor);

    /// <inheritdoc />
    public abstract string? EntityId(object message);

    /// <inheritdoc />
    public virtual object? EntityMessage(object message) => message;

    /// <inheritdoc />
    public virtual string ShardId(string entityId, object? messageHint = null) =>
        (StableHash(entityId) % (uint)MaxNumberOfShards).ToString(System.Globalization.CultureInfo.InvariantCulture);

    // FNV-1a. string.GetHashCode differs from process to process.
    private static uint StableHash(string text)
    {
        var hash = 2166136261u;
        foreach (var character in text) hash = unchecked((hash ^ character) * 16777619u);
        return hash;
    }

    private sealed class ByFunctions(int shards, Func<object, string?> entityId, Func<object, object?>? entityMessage)
        : HashCodeMessageExtractor(shards)
    {
        public override string? EntityId(object message) => entityId(message);

        public override object? EntityMessage(object message) => entityMessage is null ? message : entityMessage(message);
    }
}
