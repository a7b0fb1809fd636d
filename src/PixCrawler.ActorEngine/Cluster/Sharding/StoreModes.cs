namespace Akka.Cluster.Sharding;

/// <summary>Where the coordinator of a cluster keeps its state. One node has none.</summary>
public enum StateStoreMode
{
    /// <summary>In the journal.</summary>
    Persistence,

    /// <summary>In distributed data.</summary>
    DData,
}

/// <summary>Where remembered entities are kept. Here it is the journal, whatever is chosen.</summary>
public enum RememberEntitiesStore
{
    /// <summary>In distributed data.</summary>
    DData,

    /// <summary>In the journal.</summary>
    Eventsourced,
}
