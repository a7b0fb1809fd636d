using Akka.Cluster.Sharding;

namespace Akka.Cluster.Hosting;

/// <summary>How the entities of a region are treated.</summary>
public sealed class ShardOptions
{
    /// <summary>Where the coordinator of a cluster keeps its state; without effect on one node.</summary>
    public StateStoreMode? StateStoreMode { get; set; }

    /// <summary>Where remembered entities are kept; here it is always the journal.</summary>
    public RememberEntitiesStore? RememberEntitiesStore { get; set; }

    /// <summary>Whether entities are started again with their region. Default: no.</summary>
    public bool? RememberEntities { get; set; }

    /// <summary>On which nodes of a cluster entities may be; without effect on one node.</summary>
    public string? Role { get; set; }

    /// <summary>What an entity is told that is to stop. Default: <see cref="Actor.PoisonPill"/>.</summary>
    public object? HandOffStopMessage { get; set; }

    /// <summary>Whether entities are stopped that nothing arrives for. Default: yes, unless they are remembered.</summary>
    public bool? ShouldPassivateIdleEntities { get; set; }

    /// <summary>When an entity counts as idle. Default: 120 s.</summary>
    public TimeSpan? PassivateIdleEntityAfter { get; set; }
}
