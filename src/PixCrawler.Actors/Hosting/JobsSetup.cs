using Akka;
using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Cluster.Sharding;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using PixCrawler.Actors.Clustering;
using PixCrawler.Actors.Jobs;
using PixCrawler.Actors.Politeness;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Actors.Hosting;

/// <summary>
/// Where jobs are: all in this process, or each on one node of a cluster. Whoever sends to the jobs actor sees no difference: in a
/// cluster the region of all jobs stands in its place.
/// </summary>
internal static class JobsSetup
{
    /// <summary>How many shards jobs and hosts are spread over. It can't be changed while a cluster runs, so it is no option.</summary>
    public const int Shards = 64;

    /// <summary>Starts what jobs are sent to.</summary>
    /// <param name="builder">What the system is made of; it has <see cref="ProcessActors"/> already.</param>
    /// <param name="provider">The host's services.</param>
    /// <returns>The builder.</returns>
    public static AkkaConfigurationBuilder WithJobs(this AkkaConfigurationBuilder builder, IServiceProvider provider) =>
        provider.GetRequiredService<PixCrawlerOptions>().Cluster is { } cluster
            ? builder.WithShardedJobs(provider, cluster.Role)
            : builder.WithJobsOfThisProcess(provider);

    /// <summary>The entities that lend each host to one node at a time; before <see cref="ProcessActors"/>, which ask them.</summary>
    /// <param name="builder">What the system is made of.</param>
    /// <param name="provider">The host's services.</param>
    /// <param name="role">On which nodes they may be; null for all.</param>
    /// <returns>The builder.</returns>
    public static AkkaConfigurationBuilder WithShardedHosts(this AkkaConfigurationBuilder builder, IServiceProvider provider, string? role)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        return builder.WithShardRegion<HostTurnActor>(
            "hosts",
            host => Props.Create(() => new HostTurnActor(host, time)),
            HashCodeMessageExtractor.Create(Shards, message => (message as IWithHost)?.Host),
            new ShardOptions { Role = role, StateStoreMode = StateStoreMode.DData });
    }

    /// <summary>Jobs as entities, each on one node, remembered until they have ended.</summary>
    /// <param name="builder">What the system is made of.</param>
    /// <param name="provider">The host's services.</param>
    /// <param name="role">On which nodes they may be; null for all.</param>
    /// <returns>The builder.</returns>
    public static AkkaConfigurationBuilder WithShardedJobs(this AkkaConfigurationBuilder builder, IServiceProvider provider, string? role) => builder
        .WithShardRegion<JobsActor>(
            "jobs",
            (_, registry) => JobEntities(registry, provider),
            HashCodeMessageExtractor.Create(Shards, message => (message as IWithJobId)?.JobId.ToString()),
            new ShardOptions
            {
                Role = role,
                StateStoreMode = StateStoreMode.DData,
                RememberEntities = true,
                RememberEntitiesStore = RememberEntitiesStore.Eventsourced,
                HandOffStopMessage = LeaveNode.Instance,
            })
        .WithActors((system, registry) =>
        {
            var (jobs, time) = (registry.Get<JobsActor>(), provider.GetRequiredService<TimeProvider>());
            registry.Register<PixCrawlerJobs>(jobs);
            system.ActorOf(Props.Create(() => new EarlierJobsActor(jobs, time)), "earlier-jobs");
        });

    private static AkkaConfigurationBuilder WithJobsOfThisProcess(this AkkaConfigurationBuilder builder, IServiceProvider provider) =>
        builder.WithActors((system, registry) =>
        {
            var services = ProcessActors.ServicesFor(registry, provider);
            var jobs = system.ActorOf(Props.Create(() => new JobsActor(services)), "jobs");
            registry.Register<JobsActor>(jobs);
            registry.Register<PixCrawlerJobs>(jobs);
            CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceRequestsDone, "drain-jobs", async () =>
            {
                await jobs.Ask<JobsDrained>(DrainJobs.Instance, services.Options.RestTime);
                return Done.Instance;
            });
        });

    private static Func<string, Props> JobEntities(IActorRegistry registry, IServiceProvider provider)
    {
        var services = ProcessActors.ServicesFor(registry, provider);
        Func<IActorRef> region = registry.Get<JobsActor>;
        return id =>
        {
            var jobId = JobId.TryParse(id, out var parsed) ? parsed : throw new ArgumentException($"'{id}' is no job's identity.", nameof(id));
            return Props.Create(() => new JobEntityActor(jobId, services, region));
        };
    }
}
