using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace PixCrawler.Actors.Hosting;

/// <summary>
/// Takes the place of the serializer that writes the names of types, and makes what they name: it neither writes nor reads anything.
/// </summary>
internal sealed class ClosedSerializer : Serializer
{
    /// <summary>Creates the serializer, as the settings of the one it stands for demand.</summary>
    /// <param name="system">The actor system it belongs to.</param>
    /// <param name="settings">Not used.</param>
    public ClosedSerializer(ExtendedActorSystem system, Config settings)
        : base(system)
    {
    }

    /// <inheritdoc/>
    public override int Identifier => 7496;

    /// <inheritdoc/>
    public override bool IncludeManifest => false;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => throw Refused();

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, Type type) => throw Refused();

    private static SerializationException Refused() => new("what has no manifest is neither sent nor taken");
}
