using Akka.Actor;
using Akka.Cluster.Sharding;
using PixCrawler.Actors.Clustering;
using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Tests.World;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Actors.Tests.Clustering;

/// <summary>A job as an entity: what its node does to it, and what it asks of its node.</summary>
public sealed class JobEntityActorTests : JobWorld
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Job_OfAnEntity_RunsAsAnyOther()
    {
        Arrange = EntityOf;
        Lists.With("urls.txt", Urls(30));
        Submit();

        var ended = await EndAsync();

        (ended.Status, ended.Tally.Kept).ShouldBe((JobStatus.Completed, 30));
    }

    [Fact]
    public async Task Entity_OfAnEndedJob_AsksToLeaveOnceNobodyHasAskedForTwoMinutes()
    {
        Arrange = EntityOf;
        Lists.With("urls.txt", Urls(3));
        Submit();
        await EndAsync();

        Advance(119.9);
        await ReportAsync();
        Advance(119.9);
        ExpectNoMsg(TimeSpan.Zero);
        Advance(0.2);

        ExpectMsg<Passivate>(Patience).StopMessage.ShouldBe(LeaveNode.Instance);
    }

    [Fact]
    public async Task Entity_OfARunningJob_StaysHoweverLongNobodyAsks()
    {
        Arrange = EntityOf;
        Lists.With("urls.txt", Urls(1));
        Web.Hangs(Urls(1)[0]);
        Submit();
        await UntilAsync(_ => Web.InFlight == 1, "it is under way");

        Advance(3600);
        await ReportAsync();

        ExpectNoMsg(TimeSpan.Zero);
        await CancelAsync();
    }

    [Fact]
    public async Task Entity_ThatIsToLeaveItsNode_BringsItsJobToRestAndTheNextOneGoesOn()
    {
        Arrange = EntityOf;
        Options.MaxConcurrentDownloads = 2;
        Lists.With("urls.txt", Urls(6));
        var arrive = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var url in Urls(6))
        {
            Web.On(url, async visit =>
            {
                await arrive.Task.WaitAsync(visit.Cancelled);
                return FakeWeb.Image(visit.Url);
            });
        }

        Submit();
        await UntilAsync(_ => Web.InFlight == 2, "two are under way");
        Watch(Jobs);
        Jobs.Tell(LeaveNode.Instance);
        await ReportAsync();
        arrive.SetResult();
        ExpectTerminated(Jobs, Patience);

        Journal.Stored.OfType<JobSuspended>().ShouldHaveSingleItem();
        Web.Visits.Count.ShouldBe(2);
        await CrashAsync();
        Restart();
        var ended = await EndAsync();
        (ended.Status, ended.Tally.Kept, ended.Restarts).ShouldBe((JobStatus.Completed, 6, 0));
        Web.Visits.GroupBy(visit => visit.Url).ShouldAllBe(visits => visits.Count() == 1);
        Journal.Stored.OfType<JobRegistered>().ShouldBeEmpty("the region remembers, no list is kept");
    }

    [Fact]
    public async Task Entity_WhoseJobIsTakenUpWhileItLeaves_IsStartedAgain()
    {
        Arrange = EntityOf;
        Lists.With("urls.txt", Urls(1));
        Web.Throws(Urls(1)[0], () => new Contracts.Errors.PermanentException("http-404", "gone") { HttpStatus = 404, Attempts = 1 });
        Submit();
        await EndAsync();
        Advance(121);
        ExpectMsg<Passivate>(Patience);

        Watch(Jobs);
        Web.Hangs(Urls(1)[0]);
        (await Jobs.Ask<IWithJobId>(new RetryFailed(JobId, null), Patience)).ShouldBeOfType<RetryAccepted>();
        await UntilAsync(_ => Web.InFlight == 1, "it is under way again");
        Jobs.Tell(LeaveNode.Instance);
        await ReportAsync();
        Advance(20);

        ExpectMsg<ShardRegion.StartEntity>(Patience).EntityId.ShouldBe(JobId.ToString());
        ExpectTerminated(Jobs, Patience);
    }

    [Fact]
    public async Task Entity_WhoseJobsActorFails_StopsSoThatItsRegionStartsItAgain()
    {
        Arrange = EntityOf;
        (await Jobs.Ask<IWithJobId>(new GetJobStatus(JobId), Patience)).ShouldBeOfType<JobNotFound>();
        Watch(Jobs);

        Sys.ActorSelection(Jobs.Path + "/*/jobs").Tell(Kill.Instance);

        ExpectTerminated(Jobs, Patience);
        Logs.WithId(EventIds.SupervisorFailed).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Entity_OfAJobThatIsNot_SaysSoAndLeaves()
    {
        Arrange = EntityOf;

        (await Jobs.Ask<IWithJobId>(new GetJobStatus(JobId), Patience)).ShouldBeOfType<JobNotFound>();
        await AwaitConditionAsync(
            () =>
            {
                Advance(121);
                return Task.FromResult(HasMessages);
            },
            Patience,
            TimeSpan.FromMilliseconds(5));

        ExpectMsg<Passivate>(Patience);
    }

    // The test stands for both: the shard, to which an entity is a child, and the region of all jobs.
    private Props EntityOf(Actors.Jobs.JobServices services)
    {
        var (jobId, test) = (JobId, TestActor);
        Func<IActorRef> region = () => test;
        var entity = Props.Create(() => new JobEntityActor(jobId, services, region));
        return Props.Create(() => new Shard(entity, test));
    }

    /// <summary>Passes messages on with their senders, and ends with its entity.</summary>
    private sealed class Shard : ReceiveActor
    {
        public Shard(Props props, IActorRef region)
        {
            var entity = Context.Watch(Context.ActorOf(props));
            Receive<Passivate>(region.Tell);
            Receive<Terminated>(_ => Context.Stop(Self));
            ReceiveAny(entity.Forward);
        }
    }
}
