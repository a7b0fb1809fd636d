namespace Akka.Actor;

/// <summary>Something there is once in each actor system.</summary>
public interface IExtension;

/// <summary>Names an extension and makes it.</summary>
public interface IExtensionId
{
    /// <summary>The type of the extension.</summary>
    Type ExtensionType { get; }

    /// <summary>The extension of a system, made when needed.</summary>
    object Apply(ActorSystem system);

    /// <summary>The extension of a system, made when needed.</summary>
    object Get(ActorSystem system);

    /// <summary>Makes the extension.</summary>
    object CreateExtension(ExtendedActorSystem system);
}

/// <summary>Names an extension and makes it.</summary>
public interface IExtensionId<out T> : IExtensionId where T : IExtension
{
    /// <summary>The extension of a system, made when needed.</summary>
    new T Apply(ActorSystem system);

    /// <summary>The extension of a system, made when needed.</summary>
    new T Get(ActorSystem system);

    /// <summary>Makes the extension.</summary>
    new T CreateExtension(ExtendedActorSystem system);
}

/// <summary>The base of extension ids.</summary>
public abstract class ExtensionIdProvider<T> : IExtensionId<T> where T : IExtension
{
    /// <inheritdoc />
    public Type ExtensionType => typeof(T);

    /// <inheritdoc />
    public T Apply(ActorSystem system) => (T)system.RegisterExtension(this);

    /// <inheritdoc />
    public T Get(ActorSystem system) => Apply(system);

    /// <inheritdoc />
    public abstract T CreateExtension(ExtendedActorSystem system);

    object IExtensionId.Apply(ActorSystem system) => Apply(system);

    object IExtensionId.Get(ActorSystem system) => Get(system);

    object IExtensionId.CreateExtension(ExtendedActorSystem system) => CreateExtension(system);
}

/// <summary>Shorthands for extensions.</summary>
public static class ActorSystemWithExtensions
{
    /// <summary>The extension <typeparamref name="T"/>, made by <typeparamref name="TI"/> when needed.</summary>
    public static T WithExtension<T, TI>(this ActorSystem system) where T : class, IExtension where TI : IExtensionId, new() =>
        (T)system.RegisterExtension(new TI());
}
