namespace PixCrawler.Actors.Hosting;

/// <summary>A node of the cluster, as this one sees it.</summary>
/// <param name="Address">Where it is reached, as <c>host:port</c>.</param>
/// <param name="Status">What it is doing: joining, up, leaving, exiting, down.</param>
/// <param name="IsReachable">Whether it answers.</param>
/// <param name="IsSelf">Whether it is this one.</param>
public sealed record ClusterMember(string Address, string Status, bool IsReachable, bool IsSelf);

/// <summary>The cluster this process is in.</summary>
public interface IClusterMembers
{
    /// <summary>Whether the process can be sent work: a full member of its cluster, or alone and in none.</summary>
    bool IsReady { get; }

    /// <summary>All nodes, this one among them; none in a process that is alone.</summary>
    IReadOnlyList<ClusterMember> Members { get; }
}

/// <summary>In no cluster.</summary>
internal sealed class NoCluster : IClusterMembers
{
    public bool IsReady => true;

    public IReadOnlyList<ClusterMember> Members => [];
}
