using Akka.Actor;
using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Tests.World;
using PixCrawler.Contracts.Jobs;
using Serilog.Events;

namespace PixCrawler.Actors.Tests.Observability;

/// <summary>A job says how it stands when it is asked to, and by itself now and then.</summary>
public sealed class LogStateTests : JobWorld
{
    [Fact]
    public async Task LogState_OfARunningJob_WritesItsFiguresAndThoseOfItsWorkers()
    {
        Lists.With("urls.txt", Urls(3));
        Web.Hangs(Urls(3)[0]);
        Submit();
        await AwaitConditionAsync(() => Task.FromResult(Web.Visits.Count == 3), TimeSpan.FromSeconds(20));

        (await Jobs.Ask<IWithJobId>(new LogState(JobId), TimeSpan.FromSeconds(20))).ShouldBe(new StateLogged(JobId));

        int[] expected =
        [
            EventIds.JobState, EventIds.ChunkState, EventIds.PlacesState, EventIds.ValidationState, EventIds.ValidatorState, EventIds.HostState,
        ];
        await AwaitConditionAsync(() => Task.FromResult(expected.All(id => Logs.WithId(id).Any())), TimeSpan.FromSeconds(20));
        var line = Logs.WithId(EventIds.JobState).First();
        (line.Level, LogCollector.Text(line, "Planned"), LogCollector.Text(line, "ChunksOpen")).ShouldBe((LogEventLevel.Information, "3", "1"));
        LogCollector.Text(Logs.WithId(EventIds.ChunkState).First(), "Slots").ShouldBe("3");
        var gate = Logs.WithId(EventIds.HostState).ShouldHaveSingleItem("gates with nothing to tell are silent");
        (LogCollector.Text(gate, "Host"), LogCollector.Text(gate, "InFlight")).ShouldBe(("site", "1"));
        gate.Properties.Keys.ShouldNotContain("JobId", "a host is everybody's");
        await CancelAsync();
    }

    [Fact]
    public async Task LogState_WhileDiscoveryOrPackagingIsUnderWay_WritesWhatTheyDo()
    {
        var (list, store) = (new TaskCompletionSource(), new TaskCompletionSource());
        Lists.Hold = list.Task;
        Lists.With("urls.txt", Urls(3));
        Submit();
        Store.Hold = store.Task;

        await UntilLoggedAsync(EventIds.DiscoveryState);
        LogCollector.Text(Logs.WithId(EventIds.DiscoveryState).Last(), "Doing").ShouldBe("reads a chunk");
        list.SetResult();
        await UntilLoggedAsync(EventIds.PackagingState);
        LogCollector.Text(Logs.WithId(EventIds.PackagingState).Last(), "Doing").ShouldBe("removes temporary files");
        store.SetResult();

        (await EndAsync()).Tally.Kept.ShouldBe(3);
    }

    private Task UntilLoggedAsync(int eventId) => AwaitConditionAsync(
        async () =>
        {
            await Jobs.Ask<IWithJobId>(new LogState(JobId), TimeSpan.FromSeconds(20));
            return Logs.WithId(eventId).Any();
        },
        TimeSpan.FromSeconds(20),
        TimeSpan.FromMilliseconds(5));

    [Fact]
    public async Task LogState_OfNoJob_IsAnsweredSo() =>
        (await Jobs.Ask<IWithJobId>(new LogState(JobId), TimeSpan.FromSeconds(20))).ShouldBe(new JobNotFound(JobId));

    [Fact]
    public async Task State_OfARunningJob_IsLoggedEveryInterval()
    {
        Lists.With("urls.txt", Urls(1));
        Web.Hangs(Urls(1)[0]);
        Submit();

        Advance(29.9);
        await ReportAsync();
        Logs.WithId(EventIds.JobState).ShouldBeEmpty();
        Advance(0.1);
        await AwaitConditionAsync(() => Task.FromResult(Logs.WithId(EventIds.JobState).Any()), TimeSpan.FromSeconds(20));
        await CancelAsync();
    }
}
