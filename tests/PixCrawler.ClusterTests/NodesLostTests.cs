using System.Text.Json;
using PixCrawler.CrashTests;

namespace PixCrawler.ClusterTests;

/// <summary>A job of 10,000 images over three nodes: nothing lost, nothing twice, at most three requests for a URL, whatever its nodes do.</summary>
public sealed class NodesLostTests
{
    private const int Images = 10_000;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task Job_WhoseNodeIsKilledAndWhoseNextOneIsHeld_EndsWithOneAccountOfEachUrl()
    {
        await using var web = await ScriptedWeb.StartAsync(Images, isBusy: false);
        await using var members = await Members.StartAsync(3);
        var job = await members.SubmitAsync(web.Urls);
        var port = new Uri(web.Urls[0]).Port;

        await members.UntilAsync(job, view => Settled(view) >= Images / 10, Limit, "a tenth is settled");
        var killed = await members.OwnerAsync(port);
        killed.Kill();
        await killed.Ended;
        // As whatever runs the nodes would do. With three, two are more than the one that is held next.
        await members.AddAsync();
        await members.UntilAsync(job, view => Settled(view) >= Images / 2, Limit, "half is settled");
        var held = await members.OwnerAsync(port);
        await held.SignalAsync("STOP");
        await members.UntilAsync(job, view => view.GetProperty("status").GetString() is "completed" or "partial", Limit, "the job ends");
        await held.SignalAsync("CONT");
        // It was taken out of the cluster meanwhile: it notices, and ends so that it is started again.
        await held.Ended.WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System);
        held.ExitCode.ShouldNotBe(0);

        // A node that was held may leave a file half written; it is in nobody's way.
        Account.Read(members.Dataset(job)).Problems(members.Dataset(job), web.Urls, web.Requests())
            .Where(problem => !problem.StartsWith("left behind", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Job_WhileItsNodesAreReplacedOneByOne_IsNotInterruptedOnce()
    {
        await using var web = await ScriptedWeb.StartAsync(Images, isBusy: false);
        await using var members = await Members.StartAsync(3);
        var job = await members.SubmitAsync(web.Urls);

        await members.UntilAsync(job, view => Settled(view) >= Images / 10, Limit, "a tenth is settled");
        var leaving = await members.OwnerAsync(new Uri(web.Urls[0]).Port);
        await leaving.SignalAsync("TERM");
        await leaving.Ended.WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System);
        await members.AddAsync();
        var ended = await members.UntilAsync(
            job, view => view.GetProperty("status").GetString() is "completed" or "partial", Limit, "the job ends");

        ended.GetProperty("restarts").GetInt32().ShouldBe(0);
        Account.Read(members.Dataset(job)).Problems(members.Dataset(job), web.Urls, web.Requests()).ShouldBeEmpty();
        web.Requests().Where(url => !url.Key.Contains("/redirect/", StringComparison.Ordinal) && url.Key.Contains("/gen/", StringComparison.Ordinal))
            .ShouldAllBe(url => url.Value == 1, "what is under way has its time");
    }

    private static int Settled(JsonElement view) => view.GetProperty("tally").GetProperty("settled").GetInt32();
}
