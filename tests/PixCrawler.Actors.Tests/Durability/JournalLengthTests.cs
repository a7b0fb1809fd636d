using Akka.Actor;
using Akka.Persistence;
using PixCrawler.Actors.Jobs;
using PixCrawler.Actors.Politeness;
using PixCrawler.Actors.Tests.World;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Actors.Tests.Durability;

/// <summary>Journals do not grow for ever: jobs save snapshots, and the lists of jobs and of pauses are written anew.</summary>
public sealed class JournalLengthTests : JobWorld
{
    private const int MostEvents = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Snapshots_AreSavedNowAndThenRecoveredFromAndOlderOnesPruned()
    {
        Options.SnapshotEvents = 10;
        Lists.With("urls.txt", Urls(20));
        Web.Hangs(Urls(20)[19]);
        Submit(Specification() with { ChunkSlots = 1 });
        await UntilAsync(
            report =>
            {
                Advance(0.25);
                return report.ChunksSettled == 19;
            },
            "19 of 20 are settled");

        var id = $"job-{JobId}";
        var newest = await SnapshotAsync(id, long.MaxValue);
        var before = await SnapshotAsync(id, newest!.Metadata.SequenceNr - 1);
        (newest.Metadata.SequenceNr - before!.Metadata.SequenceNr).ShouldBeGreaterThanOrEqualTo(10);
        await AwaitConditionAsync(
            async () => await SnapshotAsync(id, before.Metadata.SequenceNr - 1) is null, Patience, TimeSpan.FromMilliseconds(5), "older ones are pruned");

        // Without the events before it, only the snapshot can tell what they were.
        await Journal.DeleteToAsync(id, newest.Metadata.SequenceNr);
        await CrashAsync();
        Web.On(Urls(20)[19], visit => Task.FromResult(FakeWeb.Image(visit.Url)));
        Restart();

        var ended = await EndAsync();
        (ended.Status, ended.Tally.Kept, ended.Chunks).ShouldBe((JobStatus.Completed, 20, 20));
        Web.Visits.GroupBy(visit => visit.Url).Count(visits => visits.Count() > 1).ShouldBe(1, "the one that was under way");
    }

    [Fact]
    public async Task JobsJournal_WhenItIsLong_IsWrittenAnewWithTheJobsThatAreNotOver()
    {
        JobId[] open = [.. Enumerable.Range(1, 3).Select(NewId)];
        var list = StartList();
        ExpectMsg<ListKnown>(Patience).Jobs.ShouldBeEmpty();
        foreach (var job in open)
            await ListAsync(list, job);
        for (var number = 0; number < MostEvents / 2; number++)
        {
            var over = NewId(100 + number);
            await ListAsync(list, over);
            list.Tell(new UnlistJob(over));
        }

        await LengthAsync("jobs", open.Length + 4);
        StartList();
        ExpectMsg<ListKnown>(Patience).Jobs.ShouldBe(open, ignoreOrder: true);
    }

    [Fact]
    public async Task HostsJournal_WhenItIsLong_IsWrittenAnewWithThePausesInForce()
    {
        var pauses = StartPauses();
        ExpectMsg<PausesKnown>(Patience).Until.ShouldBeEmpty();
        var (soon, late) = (Time.GetUtcNow().AddSeconds(10), Time.GetUtcNow().AddHours(1));
        for (var number = 0; number < MostEvents; number++)
            pauses.Tell(new KeepPause($"host-{number}", soon));
        await LengthAsync("hosts", MostEvents, atLeast: MostEvents);
        Advance(11);
        pauses.Tell(new KeepPause("paused", late));

        await LengthAsync("hosts", 1);
        StartPauses();
        var known = ExpectMsg<PausesKnown>(Patience).Until.ShouldHaveSingleItem();
        (known.Key, known.Value).ShouldBe(("paused", late));
    }

    private static JobId NewId(int number) => new(new Guid(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1));

    private ValueTask<SelectedSnapshot?> SnapshotAsync(string id, long upTo) => Snapshots.LoadAsync(id, new SnapshotSelectionCriteria(upTo));

    private IActorRef StartList()
    {
        var (time, probe) = (Time, TestActor);
        var list = Props.Create(() => new JobListActor(time));
        return Sys.ActorOf(Props.Create(() => new Nest(list, probe)));
    }

    private IActorRef StartPauses()
    {
        var (time, probe) = (Time, TestActor);
        var pauses = Props.Create(() => new HostPausesActor(time));
        return Sys.ActorOf(Props.Create(() => new Nest(pauses, probe)));
    }

    private async Task ListAsync(IActorRef list, JobId job)
    {
        list.Tell(new ListJob(job));
        (await ExpectMsgAsync<JobListed>(Patience)).JobId.ShouldBe(job);
    }

    private Task LengthAsync(string id, int atMost, int atLeast = 1) => AwaitConditionAsync(
        async () => (await Journal.ReadAsync(id, 1, long.MaxValue, int.MaxValue)).Count is var count && count <= atMost && count >= atLeast,
        Patience, TimeSpan.FromMilliseconds(5), $"{id} has at most {atMost} events");
}
