using Akka.Actor;
using Akka.Hosting;
using Akka.Serialization;
using PixCrawler.Contracts.Serialization;
using PixCrawler.Domain.Serialization;

namespace PixCrawler.Actors.Serialization;

/// <summary>The one serializer of this product: JSON under versioned manifests, for messages, events and snapshots.</summary>
public sealed class PixCrawlerSerializer : SerializerWithStringManifest
{
    /// <summary>The identifier that every stored event and snapshot carries: 7495. It never changes.</summary>
    public const int SerializerIdentifier = 7495;

    /// <summary>Creates the serializer.</summary>
    /// <param name="system">The actor system it belongs to.</param>
    public PixCrawlerSerializer(ExtendedActorSystem system)
        : base(system)
    {
    }

    /// <summary>Everything that can be stored or sent, by manifest.</summary>
    public static ManifestTable Manifests { get; } = ContractManifests.CreateTable()
        .AddAll(DomainManifests.CreateTable())
        .AddAll(ActorManifests.CreateTable());

    /// <inheritdoc/>
    public override int Identifier => SerializerIdentifier;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => Manifests.Write(obj);

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest) => Manifests.Read(bytes, manifest);

    /// <inheritdoc/>
    public override string Manifest(object o) => Manifests.ManifestOf(o);
}

/// <summary>Gives an actor system the serializer.</summary>
internal static class PixCrawlerSerialization
{
    /// <summary>Binds the serializer to everything that has a manifest, and to everything else, which it refuses.</summary>
    /// <param name="builder">What the system is made of.</param>
    /// <returns>The builder.</returns>
    public static AkkaConfigurationBuilder WithPixCrawlerSerializer(this AkkaConfigurationBuilder builder) => builder.WithCustomSerializer(
        "pixcrawler", [.. PixCrawlerSerializer.Manifests.Types, typeof(object)], system => new PixCrawlerSerializer(system));
}
