namespace Akka.Cluster.Sharding;

/// <summary>How a region treats its entities.</summary>
/// <param name="RememberEntities">Whether its entities are started again with it.</param>
/// <param name="PassivateIdleAfter">When an entity that nothing arrives for is stopped; null for never.</param>
/// <param name="StopMessage">What an entity is told that is to stop.</param>
internal sealed record ShardRegionSettings(bool RememberEntities, TimeSpan? PassivateIdleAfter, object StopMessage);
