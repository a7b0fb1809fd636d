using System.Collections.Immutable;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.DependencyInjection;
using Akka.Serialization;
using Akka.Util;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.Hosting;

/// <summary>Starts actors.</summary>
public delegate Task ActorStarter(ActorSystem system, IActorRegistry registry);

/// <summary>Starts actors with services.</summary>
public delegate Task ActorStarterWithResolver(ActorSystem system, IActorRegistry registry, IDependencyResolver resolver);

/// <summary>Runs after all actors have been started.</summary>
public delegate Task StartupTask(ActorSystem system, IActorRegistry registry);

/// <summary>Where added settings go.</summary>
public enum HoconAddMode
{
    /// <summary>In front: they win.</summary>
    Prepend,

    /// <summary>Behind: they are a fallback.</summary>
    Append,

    /// <summary>In place of what there was.</summary>
    Replace,
}

/// <summary>Collects what an actor system is to be made of.</summary>
public sealed class AkkaConfigurationBuilder
{
    private readonly List<StartupTask> _starters = [];
    private readonly List<StartupTask> _startups = [];

    /// <summary>Creates a builder.</summary>
    public AkkaConfigurationBuilder(IServiceCollection serviceCollection, string actorSystemName)
    {
        ServiceCollection = serviceCollection;
        ActorSystemName = actorSystemName;
    }

    /// <summary>The settings so far.</summary>
    public Option<Config> Configuration { get; private set; }

    /// <summary>The setups so far.</summary>
    public HashSet<Setup> Setups { get; } = [];

    internal IServiceCollection ServiceCollection { get; }

    internal string ActorSystemName { get; }

    internal HashSet<IExtensionId> Extensions { get; } = [];

    /// <summary>Starts actors with the system.</summary>
    public AkkaConfigurationBuilder StartActors(Action<ActorSystem, IActorRegistry> starter) =>
        StartActors((ActorSystem system, IActorRegistry registry, IDependencyResolver _) => starter(system, registry));

    /// <summary>Starts actors with the system.</summary>
    public AkkaConfigurationBuilder StartActors(Action<ActorSystem, IActorRegistry, IDependencyResolver> starter) =>
        StartActors(new ActorStarterWithResolver((system, registry, resolver) =>
        {
            starter(system, registry, resolver);
            return Task.CompletedTask;
        }));

    /// <summary>Starts actors with the system.</summary>
    public AkkaConfigurationBuilder StartActors(ActorStarter starter) =>
        StartActors(new ActorStarterWithResolver((system, registry, _) => starter(system, registry)));

    /// <summary>Starts actors with the system.</summary>
    public AkkaConfigurationBuilder StartActors(ActorStarterWithResolver starter)
    {
        _starters.Add((system, registry) => starter(system, registry, DependencyResolver.For(system).Resolver));
        return this;
    }

    /// <summary>Runs something after all actors have been started.</summary>
    public AkkaConfigurationBuilder AddStartup(Action<ActorSystem, IActorRegistry> startupTask) =>
        AddStartup(new StartupTask((system, registry) =>
        {
            startupTask(system, registry);
            return Task.CompletedTask;
        }));

    /// <summary>Runs something after all actors have been started.</summary>
    public AkkaConfigurationBuilder AddStartup(StartupTask startupTask)
    {
        _startups.Add(startupTask);
        return this;
    }

    /// <summary>Makes an extension when the system starts.</summary>
    public AkkaConfigurationBuilder WithExtension<T>() where T : IExtensionId, new()
    {
        Extensions.Add(new T());
        return this;
    }

    /// <summary>Adds a serializer for types and their subtypes.</summary>
    public AkkaConfigurationBuilder WithCustomSerializer(
        string serializerIdentifier, IEnumerable<Type> boundTypes, Func<ExtendedActorSystem, Serializer> serializerFactory)
    {
        var types = boundTypes.ToImmutableHashSet();
        var setup = Setups.OfType<SerializersSetup>().SingleOrDefault();
        if (setup is null) Setups.Add(setup = new SerializersSetup());
        setup.Setups.Add(SerializationSetup.Create(system => [SerializerDetails.Create(serializerIdentifier, serializerFactory(system), types)]));
        return this;
    }

    internal void Merge(Config hocon, HoconAddMode mode)
    {
        var before = Configuration.GetOrElse(Config.Empty);
        Configuration = mode switch
        {
            HoconAddMode.Prepend => hocon.WithFallback(before),
            HoconAddMode.Append => before.WithFallback(hocon),
            _ => hocon,
        };
    }

    internal ActorSystem Build(IServiceProvider services)
    {
        var setup = ActorSystemSetup.Create([.. Setups])
            .And(DependencyResolverSetup.Create(services))
            .And(BootstrapSetup.Create().WithConfig(Configuration.GetOrElse(Config.Empty)));
        return ActorSystem.Create(ActorSystemName, setup);
    }

    internal async Task StartAsync(ActorSystem system, IActorRegistry registry)
    {
        foreach (var extension in Extensions) system.RegisterExtension(extension);
        foreach (var start in _starters.Concat(_startups)) await start(system, registry);
    }
}
