using System.Text;
using PixCrawler.Actors.Clustering;
using PixCrawler.Actors.Politeness;
using PixCrawler.Actors.Serialization;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Actors.Tests.Clustering;

/// <summary>
/// What one node says to another has a manifest. All of it goes to a region or comes from one of its entities: jobs are spoken to by
/// <see cref="IWithJobId"/>, hosts by <see cref="IWithHost"/>; everything else, bytes above all, stays on its node.
/// </summary>
public sealed class MessagesBetweenNodesTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string> Samples => new()
    {
        { "host.ask-turn.v1", """{"host":"site"}""" },
        { "host.turn-lent.v1", """{"host":"site","wait":"00:00:00.5000000","isUnclean":true,"pausedUntil":"2026-11-22T12:00:00+00:00"}""" },
        { "host.turn-lent.v1", """{"host":"site","wait":"00:00:00","isUnclean":false}""" },
        { "host.return-turn.v1", """{"host":"site","wait":"00:00:02"}""" },
        { "host.keep-pause.v1", """{"host":"site","until":"2026-11-22T12:00:00+00:00"}""" },
    };

    [Fact]
    public void Messages_ToAndFromEntities_HaveAManifest() =>
        new[] { typeof(IWithJobId), typeof(IWithHost) }
            .SelectMany(kind => new[] { typeof(JobId).Assembly, typeof(IWithHost).Assembly }.SelectMany(assembly => assembly.GetTypes()).Where(kind.IsAssignableFrom))
            .Where(type => type is { IsAbstract: false, IsInterface: false })
            .Except(PixCrawlerSerializer.Manifests.Types)
            .ShouldBeEmpty("two nodes of different versions understand each other by manifests only");

    [Theory]
    [MemberData(nameof(Samples))]
    public void Message_OfAHost_IsWrittenAsItAlwaysWas(string manifest, string json)
    {
        var message = PixCrawlerSerializer.Manifests.Read(Encoding.UTF8.GetBytes(json), manifest);

        message.ShouldBe(manifest switch
        {
            "host.ask-turn.v1" => new AskHostTurn("site"),
            "host.turn-lent.v1" when json.Contains("pausedUntil", StringComparison.Ordinal) => new HostTurnLent("site", TimeSpan.FromSeconds(0.5), IsUnclean: true, At),
            "host.turn-lent.v1" => new HostTurnLent("site", TimeSpan.Zero, IsUnclean: false),
            "host.return-turn.v1" => new ReturnHostTurn("site", TimeSpan.FromSeconds(2)),
            _ => new KeepPause("site", At),
        });
        PixCrawlerSerializer.Manifests.ManifestOf(message).ShouldBe(manifest);
        Encoding.UTF8.GetString(PixCrawlerSerializer.Manifests.Write(message)).ShouldBe(json);
    }
}
