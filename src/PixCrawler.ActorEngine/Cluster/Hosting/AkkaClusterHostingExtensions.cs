using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster.Sharding;
using Akka.DependencyInjection;
using Akka.Hosting;

namespace Akka.Cluster.Hosting;

/// <summary>Entities by id, on one node.</summary>
public static class AkkaClusterHostingExtensions
{
    private static readonly TimeSpan IdleAfter = TimeSpan.FromSeconds(120);

    /// <summary>Starts a region and registers it under a key.</summary>
    /// <exception cref="ArgumentException">There is a region of that name.</exception>
    public static AkkaConfigurationBuilder WithShardRegion<TKey>(
        this AkkaConfigurationBuilder builder,
        string typeName,
        Func<string, Props> entityPropsFactory,
        IMessageExtractor messageExtractor,
        ShardOptions shardOptions) =>
        builder.WithShardRegion<TKey>(typeName, (_, _, _) => entityPropsFactory, messageExtractor, shardOptions);

    /// <summary>Starts a region and registers it under a key.</summary>
    /// <exception cref="ArgumentException">There is a region of that name.</exception>
    public static AkkaConfigurationBuilder WithShardRegion<TKey>(
        this AkkaConfigurationBuilder builder,
        string typeName,
        Func<ActorSystem, IActorRegistry, Func<string, Props>> entityPropsFactory,
        IMessageExtractor messageExtractor,
        ShardOptions shardOptions) =>
        builder.WithShardRegion<TKey>(typeName, (system, registry, _) => entityPropsFactory(system, registry), messageExtractor, shardOptions);

    /// <summary>Starts a region and registers it under a key.</summary>
    /// <exception cref="ArgumentException">There is a region of that name.</exception>
    public static AkkaConfigurationBuilder WithShardRegion<TKey>(
        this AkkaConfigurationBuilder builder,
        string typeName,
        Func<ActorSystem, IActorRegistry, IDependencyResolver, Func<string, Props>> entityPropsFactory,
        IMessageExtractor messageExtractor,
        ShardOptions shardOptions)
    {
        // One serializer for all regions of the system.
        if (builder.Setups.Add(ShardingSetup.Instance))
            builder.WithCustomSerializer("sharding", [typeof(EntityStarted), typeof(EntityStopped)], system => new ShardingSerializer(system));
        return builder.StartActors((system, registry, resolver) =>
        {
            var settings = SettingsOf(shardOptions);
            var entityProps = entityPropsFactory(system, registry, resolver);
            var region = ((ExtendedActorSystem)system).SystemActorOf(
                Props.Create(() => new ShardRegion(typeName, entityProps, messageExtractor, settings)), $"sharding-{typeName}");
            registry.Register<TKey>(region);
            CoordinatedShutdown.Get(system).AddTask(
                CoordinatedShutdown.PhaseClusterShardingShutdownRegion, $"stop-{typeName}", () => region.Ask<Done>(GracefulShutdown.Instance));
        });
    }

    private static ShardRegionSettings SettingsOf(ShardOptions options)
    {
        var remembers = options.RememberEntities == true;
        return new ShardRegionSettings(
            remembers,
            remembers || options.ShouldPassivateIdleEntities == false ? null : options.PassivateIdleEntityAfter ?? IdleAfter,
            options.HandOffStopMessage ?? PoisonPill.Instance);
    }

    private sealed class ShardingSetup : Setup
    {
        public static readonly ShardingSetup Instance = new();
    }
}
