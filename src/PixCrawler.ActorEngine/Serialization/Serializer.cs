using Akka.Actor;

namespace Akka.Serialization;

/// <summary>Turns objects into bytes and back.</summary>
public abstract class Serializer
{
    /// <summary>The actor system it belongs to.</summary>
    protected readonly ExtendedActorSystem system;

    /// <summary>Creates a serializer.</summary>
    protected Serializer(ExtendedActorSystem system) => this.system = system;

    /// <summary>
    /// Names the serializer in what is stored: the same for ever, different from all others. 0 to 40 belong to the engine.
    /// </summary>
    /// <exception cref="NotSupportedException">The serializer has none of its own. There is no configuration here that gives it one.</exception>
    public virtual int Identifier => throw new NotSupportedException($"{GetType()} does not override {nameof(Identifier)}.");

    /// <summary>Whether <see cref="FromBinary(byte[],System.Type)"/> needs the type.</summary>
    public abstract bool IncludeManifest { get; }

    /// <summary>The bytes of an object.</summary>
    public abstract byte[] ToBinary(object obj);

    /// <summary>The object of bytes.</summary>
    public abstract object FromBinary(byte[] bytes, Type type);

    /// <summary>The object of bytes.</summary>
    public T FromBinary<T>(byte[] bytes) => (T)FromBinary(bytes, typeof(T));
}
