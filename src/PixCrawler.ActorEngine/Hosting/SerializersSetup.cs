using Akka.Actor.Setup;
using Akka.Serialization;

namespace Akka.Hosting;

/// <summary>The serializers a host gave one by one.</summary>
internal sealed class SerializersSetup : Setup
{
    public List<SerializationSetup> Setups { get; } = [];
}
