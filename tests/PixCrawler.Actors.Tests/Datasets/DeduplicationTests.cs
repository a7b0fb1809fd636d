using Akka.Actor;
using PixCrawler.Actors.Datasets;
using PixCrawler.Actors.Tests.World;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Imaging.Pixels;

namespace PixCrawler.Actors.Tests.Datasets;

/// <summary>
/// Images that are there twice: found at the end of the job, dealt with as it says, accounted for exactly, whatever dies in between (A7, E3,
/// E4, E5).
/// </summary>
public sealed class DeduplicationTests : JobWorld
{
    private const string Small = "http://a/small.png", Large = "http://a/large.png", First = "http://a/first.png", Same = "http://b/same.png";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // first and same have equal bytes, large looks like small and is larger, /0.png stands in the list twice, /1.png is like nothing.
    private static readonly string[] List = [Small, First, "http://site/0.png", "http://site/1.png", Large, Same, "http://SITE:80/0.png"];

    public DeduplicationTests()
    {
        Lists.With("urls.txt", List);
        foreach (var url in new[] { First, Same })
            Web.On(url, _ => Task.FromResult(FakeWeb.Image("the same bytes")));
        Validators.Look = text => text is Small or Large ? new PerceptualHashes(text == Small ? 0b111UL : 0, 0b1) : null;
        Validators.Width = text => text == Large ? 9 : 4;
    }

    [Fact]
    public async Task Remove_OfAWholeJob_KeepsTheLargestOfEachAndNamesTheTwins()
    {
        var ended = await RunAsync(DuplicateMode.Remove);

        (ended.Status, ended.Tally.Kept, ended.Tally.Rejected, ended.Tally.Settled).ShouldBe((JobStatus.Completed, 4, 3, 7));
        ended.Tally.Reasons.ShouldBe(new Dictionary<string, int> { ["duplicate"] = 3 });
        ended.Duplicates.ShouldBe(new DuplicateCounts(1, 1, 1));
        Dropped().ShouldBe([(Small, DuplicateKind.Near, Large), (Same, DuplicateKind.Exact, First), ("http://SITE:80/0.png", DuplicateKind.Url, "http://site/0.png")]);
        Store.Duplicates.Select(entry => (entry.Kind, entry.DistanceBits, entry.Slot, entry.Twin)).ShouldBe(
            [(DuplicateKind.Near, 3, "00000/0", "00001/1"), (DuplicateKind.Exact, 0, "00001/2", "00000/1"), (DuplicateKind.Url, 0, "00002/0", "00000/2")]);
        Store.Images.Count.ShouldBe(4, "the file of small is gone; that of first and same is first's, and each URL has bytes of its own");
        ended.Tally.Bytes.ShouldBe(Store.Entries.Sum(entry => entry.Settlement.Image?.Bytes ?? 0));
        Store.Summary!.Duplicates.ShouldBe(ended.Duplicates);
        Store.Summary.Tally.ShouldBe(ended.Tally);
    }

    [Fact]
    public async Task Report_OfAWholeJob_WritesTheListAndChangesNothing()
    {
        var ended = await RunAsync(DuplicateMode.Report);

        (ended.Status, ended.Tally.Kept, ended.Tally.Rejected).ShouldBe((JobStatus.Completed, 7, 0));
        ended.Duplicates.ShouldBe(new DuplicateCounts(1, 1, 1));
        Store.Duplicates.Count.ShouldBe(3);
        Store.Duplicates.ShouldAllBe(entry => entry.Action == DuplicateMode.Report);
        Store.Images.Count.ShouldBe(6);
    }

    [Fact]
    public async Task Quarantine_OfAWholeJob_MovesTheFilesThatNobodyKeeps()
    {
        var ended = await RunAsync(DuplicateMode.Quarantine);

        (ended.Tally.Kept, ended.Tally.Rejected, Store.Images.Count).ShouldBe((4, 3, 4));
        Store.Quarantine.Keys.ShouldBe(Store.Duplicates.Where(entry => entry.Kind != DuplicateKind.Exact).Select(entry => entry.Sha256), ignoreOrder: true);
    }

    [Fact]
    public async Task Off_OfAWholeJob_LooksForNothing()
    {
        var ended = await RunAsync(DuplicateMode.Off);

        (ended.Tally.Kept, ended.Duplicates).ShouldBe((7, null));
        Journal.Stored.OfType<WorkerStarted>().ShouldNotContain(started => started.Worker.Kind == WorkerKind.Deduplication);
    }

    [Fact]
    public async Task Submit_WhenNothingIsSaidOfDuplicates_AcceptsThatTheyAreRemoved()
    {
        Submit(Specification() with { Deduplication = null, ChunkSlots = 3 });

        (await EndAsync()).Tally.Kept.ShouldBe(4);
        Journal.Stored.OfType<JobStarted>().Single().Specification.Deduplication.ShouldBe(new DeduplicationSpecification());
    }

    [Fact]
    public async Task Remove_WhenOnlyExactOnesCount_KeepsWhatOnlyLooksAlike()
    {
        Submit(Job(DuplicateMode.Remove) with { Deduplication = new DeduplicationSpecification { ExactOnly = true } });

        (await EndAsync()).Duplicates.ShouldBe(new DuplicateCounts(1, 1, 0));
    }

    [Theory]
    [InlineData("read-duplicates")]
    [InlineData("read-manifest")]
    [InlineData("write-duplicates")]
    [InlineData("rewrite-manifest")]
    [InlineData("drop-image")]
    public async Task A2_AStep_WhenTheDiskFailsOnce_IsRepeatedSixtySecondsLaterWithTheSameEnd(string step)
    {
        var failed = false;
        Store.Before = name =>
        {
            if (failed || (name == "write-manifest" && Store.Manifests.Count == 3 ? "rewrite-manifest" : name) != step)
                return;
            failed = true;
            throw new InfrastructureException(InfrastructureKind.Disk, "the disk failed");
        };
        Submit(Job(DuplicateMode.Remove));
        await UntilAsync(report => report.Restarting.Length == 1, "deduplication waits for its restart");
        Advance(59.9);
        (await ReportAsync()).Status.ShouldBe(JobStatus.Running);
        Advance(0.2);

        ShouldBeDone(await EndAsync());
    }

    [Theory]
    [InlineData("read-duplicates", 1)]
    [InlineData("write-duplicates", 1)]
    [InlineData("rewrite-manifest", 1)]
    [InlineData("rewrite-manifest", 2)]
    [InlineData("rewrite-manifest", 3)]
    [InlineData("drop-image", 1)]
    [InlineData("drop-image", 2)]
    public async Task A7_AStep_WhenTheProcessDiesInIt_IsRepeatedWithTheSameEnd(string step, int time)
    {
        var dying = new TaskCompletionSource();
        Store.Before = name =>
        {
            if ((name == "write-manifest" && Store.Manifests.Count == 3 ? "rewrite-manifest" : name) != step || --time != 0)
                return;
            Journal.Freeze();
            dying.TrySetResult();
            throw new InvalidOperationException("dead");
        };
        Submit(Job(DuplicateMode.Remove));
        await dying.Task.WaitAsync(Patience);
        await CrashAsync();
        Restart();

        ShouldBeDone(await EndAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A7_TheProcess_WhenItDiesWithTheEvent_CountsDuplicatesOnce(bool isStored)
    {
        Journal.Before = stored =>
        {
            if (stored is not DatasetDeduplicated)
                return;
            Journal.Before = _ => { };
            if (isStored)
            {
                Journal.DiesWithWrite = Journal.Writes + 1;
                return;
            }

            Journal.Freeze();
            throw new InvalidOperationException("dead");
        };
        Submit(Job(DuplicateMode.Remove));
        await Journal.Death.WaitAsync(Patience);
        await CrashAsync();
        Restart();

        ShouldBeDone(await EndAsync());
        Journal.Stored.OfType<DatasetDeduplicated>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A7_ARun_WhenAnotherProcessWasFaster_KeepsWhatThatOneDecided()
    {
        var wokeUp = false;
        Store.Before = name =>
        {
            if (name != "read-manifest" || Store.Manifests.Count < 3 || wokeUp)
                return;
            wokeUp = true;
            new DatasetDeduplication(Store, 3, Job(DuplicateMode.Remove).Deduplication!).RunAsync(CancellationToken.None).Wait(Patience).ShouldBeTrue();
        };
        Submit(Job(DuplicateMode.Remove));

        ShouldBeDone(await EndAsync());
        wokeUp.ShouldBeTrue();
    }

    [Fact]
    public async Task E4_Cancel_WhileManifestsAreRewritten_EndsWithAnAccountThatIsTrue()
    {
        var rewritten = 0;
        Store.Before = name =>
        {
            if (name == "write-manifest" && Store.Manifests.Count == 3 && ++rewritten == 1)
                Jobs.Tell(new CancelJob(JobId), TestActor);
            if (name == "write-manifest" && rewritten == 1)
                SpinWait.SpinUntil(() => Journal.Stored.OfType<JobCancelRequested>().Any(), Patience);
        };
        Submit(Job(DuplicateMode.Remove));

        var ended = await EndAsync();

        ended.Status.ShouldBe(JobStatus.Cancelled);
        ended.Tally.Settled.ShouldBe(7);
        var kept = Store.Entries.Count(entry => entry.Settlement.Status == SettlementStatus.Kept);
        (ended.Tally.Kept, ended.Tally.Rejected).ShouldBe((kept, 7 - kept));
        Store.Duplicates.Count.ShouldBe(7 - kept);
        Store.Entries.Where(entry => entry.Settlement.Image is not null).ShouldAllBe(entry => Store.Images.ContainsKey(entry.Settlement.Image!.Sha256));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task E3_Retry_OfWhatFailed_LeavesDuplicatesOutAndFindsNewOnes(bool inANewProcess)
    {
        Lists.With("urls.txt", [.. List, "http://a/503", "http://a/404"]);
        Web.Throws("http://a/503", () => new ServiceUnavailableException("http-503", "busy") { Attempts = 3 });
        Web.Throws("http://a/404", () => new NotFoundException("http-404", "gone") { Attempts = 1 });
        (await RunAsync(DuplicateMode.Remove)).Tally.Failed.ShouldBe(2);
        if (inANewProcess)
        {
            await CrashAsync();
            Restart();
        }

        Web.On("http://a/503", _ => Task.FromResult(FakeWeb.Image("the same bytes")));
        (await Jobs.Ask<IWithJobId>(new RetryFailed(JobId, "http-503"), Patience)).ShouldBeOfType<RetryAccepted>();
        var ended = await EndAsync();

        (ended.Tally.Kept, ended.Tally.Rejected, ended.Tally.Failed, ended.Tally.Settled).ShouldBe((4, 4, 1, 9));
        ended.Duplicates.ShouldBe(new DuplicateCounts(1, 2, 1));
        Store.Duplicates.Count.ShouldBe(4);
        Dropped().Select(drop => drop.Url).ShouldBe([Small, Same, "http://SITE:80/0.png", "http://a/503"]);
        Store.Images.Count.ShouldBe(4);
        List.ShouldAllBe(url => Web.CountFor(url) == 1);
    }

    private void ShouldBeDone(JobReport ended)
    {
        (ended.Status, ended.Tally.Kept, ended.Tally.Rejected, ended.Tally.Settled).ShouldBe((JobStatus.Completed, 4, 3, 7), ended.Problem);
        ended.Duplicates.ShouldBe(new DuplicateCounts(1, 1, 1));
        Dropped().Length.ShouldBe(3);
        Store.Duplicates.Count.ShouldBe(3);
        Store.Images.Count.ShouldBe(4);
        Store.Summary!.Tally.ShouldBe(ended.Tally);
    }

    private JobSpecification Job(DuplicateMode mode) =>
        Specification() with { ChunkSlots = 3, Deduplication = new DeduplicationSpecification { Mode = mode } };

    private async Task<JobReport> RunAsync(DuplicateMode mode)
    {
        Submit(Job(mode));
        return await EndAsync();
    }

    private (string Url, DuplicateKind Kind, string Twin)[] Dropped()
    {
        var entries = Store.Manifests.SelectMany(chunk => chunk.Value.Select(entry => (Slot: $"{chunk.Key:D5}/{entry.Settlement.Slot}", Entry: entry)))
            .ToDictionary(pair => pair.Slot, pair => pair.Entry);
        return
        [
            .. entries.Where(pair => pair.Value.Settlement.Reason == "duplicate").OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => (pair.Value.Candidate.Url, pair.Value.Settlement.Twin!.Kind, entries[pair.Value.Settlement.Twin.Slot].Candidate.Url)),
        ];
    }
}
