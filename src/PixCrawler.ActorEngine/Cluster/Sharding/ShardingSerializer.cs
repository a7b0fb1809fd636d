using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Serialization;

namespace Akka.Cluster.Sharding;

/// <summary>Writes what regions remember: the entity's id, under a manifest that says what happened.</summary>
internal sealed class ShardingSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private const string Started = "sharding.entity-started.v1";
    private const string Stopped = "sharding.entity-stopped.v1";

    public override int Identifier => 40;

    public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(obj is EntityStarted started ? started.EntityId : ((EntityStopped)obj).EntityId);

    public override object FromBinary(byte[] bytes, string manifest) => manifest switch
    {
        Started => new EntityStarted(Encoding.UTF8.GetString(bytes)),
        Stopped => new EntityStopped(Encoding.UTF8.GetString(bytes)),
        _ => throw new SerializationException($"Sharding does not know the manifest '{manifest}'."),
    };

    public override string Manifest(object o) => o is EntityStarted ? Started : Stopped;
}
