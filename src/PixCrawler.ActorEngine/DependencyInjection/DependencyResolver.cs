using Akka.Actor;
using Akka.Actor.Setup;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.DependencyInjection;

/// <summary>Services of one scope.</summary>
public interface IResolverScope : IDisposable
{
    /// <summary>The services.</summary>
    IDependencyResolver Resolver { get; }
}

/// <summary>Services, and actors made with them.</summary>
public interface IDependencyResolver
{
    /// <summary>Opens a scope; dispose of it.</summary>
    IResolverScope CreateScope();

    /// <summary>A service, or null.</summary>
    T GetService<T>();

    /// <summary>A service, or null.</summary>
    object GetService(Type type);

    /// <summary>An actor whose constructor takes these arguments and services.</summary>
    Props Props(Type type, params object[] args);

    /// <summary>An actor whose constructor takes services.</summary>
    Props Props(Type type);

    /// <summary>An actor whose constructor takes these arguments and services.</summary>
    Props Props<T>(params object[] args) where T : ActorBase;
}

/// <summary>The services an actor system is started with.</summary>
public sealed class DependencyResolverSetup : Setup
{
    private DependencyResolverSetup(IDependencyResolver dependencyResolver) => DependencyResolver = dependencyResolver;

    /// <summary>The services.</summary>
    public IDependencyResolver DependencyResolver { get; }

    /// <summary>Services out of a provider.</summary>
    public static DependencyResolverSetup Create(IServiceProvider provider) => new(new ServiceProviderDependencyResolver(provider));

    /// <summary>Services out of a resolver.</summary>
    public static DependencyResolverSetup Create(IDependencyResolver resolver) => new(resolver);
}

/// <summary>The services of an actor system.</summary>
public sealed class DependencyResolver : IExtension
{
    /// <summary>Creates the extension.</summary>
    public DependencyResolver(IDependencyResolver resolver) => Resolver = resolver;

    /// <summary>The services.</summary>
    public IDependencyResolver Resolver { get; }

    /// <summary>The services of a system.</summary>
    /// <exception cref="InvalidOperationException">The system was started without <see cref="DependencyResolverSetup"/>.</exception>
    public static DependencyResolver For(ActorSystem actorSystem) => (DependencyResolver)actorSystem.RegisterExtension(Id.Instance);

    /// <summary>An actor whose constructor takes these arguments and services.</summary>
    public Props Props<T>(params object[] args) where T : ActorBase => Resolver.Props<T>(args);

    /// <summary>An actor whose constructor takes services.</summary>
    public Props Props<T>() where T : ActorBase => Resolver.Props<T>();

    /// <summary>An actor whose constructor takes services.</summary>
    public Props Props(Type type) => Resolver.Props(type);

    /// <summary>An actor whose constructor takes these arguments and services.</summary>
    public Props Props(Type type, params object[] args) => Resolver.Props(type, args);

    private sealed class Id : ExtensionIdProvider<DependencyResolver>
    {
        public static readonly Id Instance = new();

        public override DependencyResolver CreateExtension(ExtendedActorSystem system) =>
            ((Cells.ActorSystemImpl)system).Setup.Get<DependencyResolverSetup>() is { HasValue: true } setup
                ? new DependencyResolver(setup.Value.DependencyResolver)
                : throw new InvalidOperationException(
                    $"The actor system [{system.Name}] has no services: start it with a DependencyResolverSetup or by AddAkka.");
    }
}

/// <summary>Services out of an <see cref="IServiceProvider"/>.</summary>
public sealed class ServiceProviderDependencyResolver : IDependencyResolver
{
    /// <summary>Creates a resolver.</summary>
    public ServiceProviderDependencyResolver(IServiceProvider serviceProvider) => ServiceProvider = serviceProvider;

    /// <summary>The provider.</summary>
    public IServiceProvider ServiceProvider { get; }

    /// <inheritdoc />
    public IResolverScope CreateScope() => new Scope(ServiceProvider.CreateScope());

    /// <inheritdoc />
    public T GetService<T>() => (T)ServiceProvider.GetService(typeof(T))!;

    /// <inheritdoc />
    public object GetService(Type type) => ServiceProvider.GetService(type)!;

    /// <inheritdoc />
    public Props Props(Type type, params object[] args) => Actor.Props.CreateBy(new Producer(ServiceProvider, type, args));

    /// <inheritdoc />
    public Props Props(Type type) => Props(type, []);

    /// <inheritdoc />
    public Props Props<T>(params object[] args) where T : ActorBase => Props(typeof(T), args);

    private sealed class Scope(IServiceScope scope) : IResolverScope
    {
        public IDependencyResolver Resolver { get; } = new ServiceProviderDependencyResolver(scope.ServiceProvider);

        public void Dispose() => scope.Dispose();
    }

    private sealed class Producer(IServiceProvider services, Type type, object[] arguments) : IIndirectActorProducer
    {
        public Type ActorType => type;

        public ActorBase Produce() => (ActorBase)ActivatorUtilities.CreateInstance(services, type, arguments);

        public void Release(ActorBase actor) => (actor as IDisposable)?.Dispose();
    }
}
