using System.Globalization;

namespace PixCrawler.ClusterTests;

/// <summary>How nodes find each other, and who is let in.</summary>
public sealed class NodesMeetTests
{
    [Fact]
    public async Task Nodes_WithCertificatesOfOneAuthority_AreOneClusterWithoutStrangers()
    {
        using var authority = new Authority();
        using var other = new Authority();
        await using var members = await Members.StartAsync(2, authority.Settings);

        var stranger = members.AddOther(Builds.Akka, [.. members.NextSettings(), .. other.Settings]);
        var naked = members.AddOther(Builds.Akka, members.NextSettings());
        await Members.SaysAsync(stranger, "certificate");
        await Members.SaysAsync(naked, "join seed nodes after");

        await members.MembersAsync(members.Nodes[0], 2);
        await members.MembersAsync(members.Nodes[1], 2);
        (await members.IsReadyAsync(stranger)).ShouldBeFalse();
        (await members.IsReadyAsync(naked)).ShouldBeFalse();
    }

    [Fact]
    public async Task Nodes_ThatKnowContactPoints_FormACluster()
    {
        await using var members = await Members.StartAsync(0);
        int[] points = [Node.FreePort(), Node.FreePort(), Node.FreePort()];
        foreach (var point in points)
            members.AddOther(Builds.Akka, [.. Node.Clustered(Node.FreePort(), []), .. Points(points, point)]);

        foreach (var node in members.Nodes)
            await members.MembersAsync(node, points.Length);
    }

    private static IEnumerable<(string Name, string Value)> Points(int[] points, int own) =>
    [
        ("PIXCRAWLER__CLUSTER__MANAGEMENTPORT", own.ToString(CultureInfo.InvariantCulture)),
        .. points.Select((point, number) => ($"PIXCRAWLER__CLUSTER__CONTACTPOINTS__{number}", $"127.0.0.1:{point}")),
    ];
}
