using Akka.Actor;

namespace Akka.Serialization;

/// <summary>A serializer that names types by texts of its own, so that a type may be renamed and an old shape still be read.</summary>
public abstract class SerializerWithStringManifest : Serializer
{
    /// <summary>Creates a serializer.</summary>
    protected SerializerWithStringManifest(ExtendedActorSystem system) : base(system) { }

    /// <summary>Always true.</summary>
    public sealed override bool IncludeManifest => true;

    /// <summary>The object of bytes, by the manifest that stands for the type's name.</summary>
    public sealed override object FromBinary(byte[] bytes, Type type) => FromBinary(bytes, type.FullName!);

    /// <summary>The object of bytes.</summary>
    /// <exception cref="System.Runtime.Serialization.SerializationException">The manifest is unknown or the bytes are not what it stands for.</exception>
    public abstract object FromBinary(byte[] bytes, string manifest);

    /// <summary>The manifest an object is stored with.</summary>
    public abstract string Manifest(object o);
}
