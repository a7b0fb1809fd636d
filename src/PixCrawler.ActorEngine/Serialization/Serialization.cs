using System.Collections.Concurrent;
using System.Runtime.Serialization;
using Akka.Actor;

namespace Akka.Serialization;

/// <summary>The serializers of an actor system. There is no default: a type that is bound to none cannot be stored.</summary>
public sealed class Serialization
{
    private readonly Dictionary<int, Serializer> _byId = [];
    private readonly List<(Type Type, Serializer Serializer)> _bindings = [];
    private readonly ConcurrentDictionary<Type, Serializer> _byType = new();

    internal Serialization(ExtendedActorSystem system, IEnumerable<SerializationSetup> setups)
    {
        foreach (var details in setups.SelectMany(setup => setup.CreateSerializers(system)))
        {
            if (!_byId.TryAdd(details.Serializer.Identifier, details.Serializer))
                throw new ArgumentException(
                    $"The serializer [{details.Alias}] has the identifier {details.Serializer.Identifier} of another: choose a free one.");
            _bindings.AddRange(details.UseFor.Select(type => (type, details.Serializer)));
        }
    }

    /// <summary>The serializer of an object's type: bound to the type itself, or else to the nearest of its bases.</summary>
    /// <exception cref="SerializationException">No serializer is bound to it.</exception>
    public Serializer FindSerializerFor(object obj, string? defaultSerializerName = null) => FindSerializerForType(obj.GetType());

    /// <summary>The serializer of a type: bound to the type itself, or else to the nearest of its bases.</summary>
    /// <exception cref="SerializationException">No serializer is bound to it.</exception>
    public Serializer FindSerializerForType(Type objectType, string? defaultSerializerName = null) =>
        _byType.GetOrAdd(objectType, static (type, all) => all.Find(type), this);

    /// <summary>The object of stored bytes.</summary>
    /// <exception cref="SerializationException">There is no serializer with that identifier, or it cannot read the bytes.</exception>
    public object Deserialize(byte[] bytes, int serializerId, string manifest)
    {
        if (!_byId.TryGetValue(serializerId, out var serializer))
            throw new SerializationException(
                $"Cannot find serializer with id [{serializerId}] (manifest [{manifest}]): this system does not have the serializer it was stored with.");
        if (serializer is SerializerWithStringManifest withManifest) return withManifest.FromBinary(bytes, manifest);
        return serializer.FromBinary(bytes, serializer.IncludeManifest ? TypeOf(manifest) : typeof(object));
    }

    /// <summary>The manifest a serializer stores an object with; empty when it needs none.</summary>
    public static string ManifestFor(Serializer s, object message) => s switch
    {
        SerializerWithStringManifest withManifest => withManifest.Manifest(message),
        { IncludeManifest: true } => $"{message.GetType().FullName}, {message.GetType().Assembly.GetName().Name}",
        _ => "",
    };

    private static Type TypeOf(string manifest) =>
        Type.GetType(manifest) ?? throw new SerializationException($"Cannot find the type [{manifest}].");

    private Serializer Find(Type type)
    {
        var candidates = _bindings.Where(binding => binding.Type.IsAssignableFrom(type)).ToArray();
        foreach (var (bound, serializer) in candidates)
            if (!candidates.Any(other => other.Type != bound && bound.IsAssignableFrom(other.Type))) return serializer;
        throw new SerializationException($"No serializer is bound to [{type}].");
    }
}
