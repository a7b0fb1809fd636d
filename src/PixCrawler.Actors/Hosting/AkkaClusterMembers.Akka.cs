using Akka.Actor;
using Akka.Cluster;

namespace PixCrawler.Actors.Hosting;

/// <summary>The members of the Akka.NET cluster.</summary>
internal sealed class AkkaClusterMembers(ActorSystem system) : IClusterMembers
{
    private readonly Cluster _cluster = Cluster.Get(system);

    public bool IsReady => _cluster.SelfMember.Status == MemberStatus.Up && !_cluster.State.Unreachable.Contains(_cluster.SelfMember);

    public IReadOnlyList<ClusterMember> Members =>
    [
        .. _cluster.State.Members.Select(member => new ClusterMember(
            $"{member.Address.Host}:{member.Address.Port}",
            member.Status.ToString().ToLowerInvariant(),
            !_cluster.State.Unreachable.Contains(member),
            member.Address.Equals(_cluster.SelfAddress))),
    ];
}
