using System.Text.Json;
using PixCrawler.CrashTests;

namespace PixCrawler.ClusterTests;

/// <summary>A job that one engine has begun in PostgreSQL is ended by the other, after a kill and after a clean end, with one account of each URL.</summary>
public sealed class OneJournalTwoEnginesTests
{
    private const int Images = 1_500;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public async Task Job_BegunOnOneEngine_EndsOnTheOther(bool beginsOnAkka, bool isKilled)
    {
        await using var web = await ScriptedWeb.StartAsync(Images, isBusy: false);
        await using var members = await Members.StartAsync(0);
        var (before, after) = beginsOnAkka ? (Builds.Akka, Builds.Embedded) : (Builds.Embedded, Builds.Akka);
        var first = await AddAsync(members, before);
        var job = await members.SubmitAsync(web.Urls);
        await members.UntilAsync(job, view => Settled(view) >= Images / 5, Limit, "a fifth is settled");
        await EndAsync(first, isKilled);

        await AddAsync(members, after);
        var ended = await EndedAsync(members, job);

        Account.Read(members.Dataset(job)).Problems(members.Dataset(job), web.Urls, web.Requests()).ShouldBeEmpty();
        await EndAsync(members.Nodes[^1], isKilled: false);
        // And the engine that began it reads what the other one wrote.
        await AddAsync(members, before);
        var again = await EndedAsync(members, job);
        again.GetProperty("tally").ToString().ShouldBe(ended.GetProperty("tally").ToString());
    }

    [Fact]
    public async Task Job_BegunAlone_IsTakenIntoTheCluster()
    {
        await using var web = await ScriptedWeb.StartAsync(Images, isBusy: false);
        await using var members = await Members.StartAsync(0);
        var alone = await AddAsync(members, Builds.Embedded);
        var job = await members.SubmitAsync(web.Urls);
        await members.UntilAsync(job, view => Settled(view) >= Images / 5, Limit, "a fifth is settled");
        await EndAsync(alone, isKilled: true);

        await members.AddAsync();
        await EndedAsync(members, job);

        Account.Read(members.Dataset(job)).Problems(members.Dataset(job), web.Urls, web.Requests()).ShouldBeEmpty();
    }

    private static async Task<Node> AddAsync(Members members, string program)
    {
        var node = members.AddOther(program);
        await members.ReadyAsync(node);
        return node;
    }

    private static async Task EndAsync(Node node, bool isKilled)
    {
        if (isKilled)
            node.Kill();
        else
            await node.SignalAsync("TERM");
        await node.Ended.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);
        if (!isKilled)
            node.ExitCode.ShouldBe(0, node.LastWords);
    }

    private static Task<JsonElement> EndedAsync(Members members, string job) => members.UntilAsync(
        job, view => view.GetProperty("status").GetString() is "completed" or "partial", Limit, "the job ends");

    private static int Settled(JsonElement view) => view.GetProperty("tally").GetProperty("settled").GetInt32();
}
