using Akka.Actor;
using PixCrawler.Actors.Tests.World;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Imaging.Inspection;

namespace PixCrawler.Actors.Tests.Jobs;

public sealed class JobSupervisorTests : JobWorld
{
    [Fact]
    public async Task Job_WhenEverythingWorks_KeepsEveryUrlAndEndsCompleted()
    {
        Lists.With("urls.txt", Urls(1_234));
        Submit();

        var report = await EndAsync();

        report.Status.ShouldBe(JobStatus.Completed);
        report.Tally.Kept.ShouldBe(1_234);
        (report.PlannedSlots, report.Chunks, report.ChunksSettled).ShouldBe((1_234, 3, 3));
        report.Progress.ShouldBe(1);
        Store.Entries.Select(entry => entry.Candidate.Url).ShouldBe(Urls(1_234));
        Store.Entries.ShouldAllBe(entry => entry.Settlement.Status == SettlementStatus.Kept && entry.Settlement.Attempts == 1);
        Store.Images.Count.ShouldBe(1_234);
        Store.Summary!.Tally.ShouldBe(report.Tally);
        Store.Summary.Status.ShouldBe(JobStatus.Completed);
    }

    [Fact]
    public async Task Job_WhenSomethingFails_EndsPartialWithAnAccountOfEveryUrl()
    {
        Lists.With("urls.txt", ["http://a/1", "", "http://a/404", "http://a/503", "http://a/small", "http://a/2"]);
        Web.Throws("http://a/404", () => new NotFoundException("http-404", "gone") { HttpStatus = 404, Attempts = 1 });
        Web.Throws("http://a/503", () => new ServiceUnavailableException("http-503", "busy") { HttpStatus = 503, Attempts = 3 });
        Validators.Judge = text => text.EndsWith("small", StringComparison.Ordinal)
            ? ImageVerdict.Rejected(RejectionReasons.TooSmall, "1 x 1 pixels, at least 2 wanted")
            : ImageVerdict.Accepted;
        Submit();

        var report = await EndAsync();

        report.Status.ShouldBe(JobStatus.Partial);
        report.BadRows.ShouldBe(1);
        var tally = report.Tally;
        (tally.Kept, tally.Rejected, tally.Failed, tally.Settled).ShouldBe((2, 1, 2, 5));
        tally.Reasons.ShouldBe(new Dictionary<string, int>
        {
            ["http-404"] = 1,
            ["http-503"] = 1,
            [RejectionReasons.TooSmall] = 1,
        }, ignoreOrder: true);
        var byUrl = Store.Entries.ToDictionary(entry => entry.Candidate.Url, entry => entry.Settlement);
        byUrl["http://a/404"].Failure.ShouldBe(FailureKind.Permanent);
        byUrl["http://a/503"].Failure.ShouldBe(FailureKind.Transient);
        byUrl["http://a/503"].HttpStatus.ShouldBe(503);
        byUrl["http://a/small"].Detail.ShouldBe("1 x 1 pixels, at least 2 wanted");
        Store.BadRows.Single().Line.ShouldBe(2);
    }

    [Fact]
    public async Task Job_WhenNothingIsUsable_EndsFailed()
    {
        Lists.With("urls.txt", ["http://a/404"]);
        Web.Throws("http://a/404", () => new NotFoundException("http-404", "gone"));
        Submit();

        (await EndAsync()).Status.ShouldBe(JobStatus.Failed);
    }

    [Fact]
    public async Task Submit_WhenSentTwice_IsOneJob()
    {
        Lists.With("urls.txt", Urls(5));
        Submit();
        Submit();
        await EndAsync();
        Submit();

        Web.Visits.Count.ShouldBe(5);
    }

    [Fact]
    public void Submit_WhenTheSpecificationIsWrong_NamesEachFieldAndBeginsNothing()
    {
        var wrong = Specification() with { Name = "", ChunkSlots = 501 };

        Jobs.Tell(new SubmitJob(JobId, wrong), TestActor);

        var rejected = ExpectMsg<JobRejected>();
        rejected.Errors.Select(error => error.Field).ShouldBe(["Name", "ChunkSlots"], ignoreOrder: true);
        Store.IsCreated.ShouldBeFalse();
    }

    [Fact]
    public void Submit_WhenTheListIsMissing_SaysSoAndLeavesNoFolderBehind()
    {
        Jobs.Tell(new SubmitJob(JobId, Specification("missing.txt")), TestActor);

        ExpectMsg<JobRejected>().Errors.Single().Problem.ShouldBe("missing.txt is not there");
        Store.IsCreated.ShouldBeFalse();
    }

    [Fact]
    public void Submit_WhenTheDecoderIsMissing_SaysWhatToInstall()
    {
        Lists.With("urls.txt", Urls(1));
        Validators.CreateError = new InvalidInputException("decoder-missing", "install libvips42");

        Jobs.Tell(new SubmitJob(JobId, Specification()), TestActor);

        ExpectMsg<JobRejected>().Errors.Single().Problem.ShouldBe("install libvips42");
    }

    [Fact]
    public void Status_WhenTheJobIsUnknown_SaysSo()
    {
        Jobs.Tell(new GetJobStatus(JobId), TestActor);

        ExpectMsg<JobNotFound>().JobId.ShouldBe(JobId);
    }

    [Fact]
    public async Task Plan_WhenThereIsABudget_NeverTakesMoreUrls()
    {
        Lists.With("a.txt", Urls(700, "a")).With("b.txt", Urls(700, "b")).With("c.txt", Urls(700, "c"));
        Submit(Specification("a.txt", "b.txt", "c.txt") with { MaxUrls = 1_000 });

        var report = await EndAsync();

        report.PlannedSlots.ShouldBe(1_000);
        Web.Visits.Count.ShouldBe(1_000);
        Web.Visits.ShouldNotContain(visit => visit.Url.StartsWith("http://c/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Plan_WhenThereAreSeveralSources_TakesThemInOrder()
    {
        Lists.With("a.txt", Urls(3, "a")).With("b.txt", Urls(2, "b"));
        Submit(Specification("a.txt", "b.txt"));

        await EndAsync();

        Store.Entries.Select(entry => entry.Candidate.Url).ShouldBe([.. Urls(3, "a"), .. Urls(2, "b")]);
    }

    [Fact]
    public async Task Downloads_WhenThereAreManyChunks_NeverExceedTheLimitAndFillIt()
    {
        Options.MaxConcurrentDownloads = 7;
        Lists.With("urls.txt", Urls(300));
        Submit(Specification() with { ChunkSlots = 20 });

        await EndAsync();

        Web.MostInFlight.ShouldBeLessThanOrEqualTo(7);
    }

    [Fact]
    public async Task Progress_WhileTheJobRuns_NeverGoesBackAndEndsAtOne()
    {
        Lists.With("urls.txt", Urls(400));
        var seen = new List<double>();
        Submit(Specification() with { ChunkSlots = 10 });

        await UntilAsync(
            report =>
            {
                if (report.Progress is { } progress)
                    seen.Add(progress);
                Advance(0.25);
                return report.Status.IsTerminal();
            },
            "the job ends");

        seen.ShouldBe(seen.Order());
        seen[^1].ShouldBe(1);
    }

    [Fact]
    public async Task Cancel_WhenDownloadsAreUnderWay_StopsThemKeepsWhatIsDoneAndAccountsForTheRest()
    {
        Options.MaxConcurrentDownloads = 2;
        Lists.With("urls.txt", ["http://a/1", "http://a/2", "http://a/hang1", "http://a/hang2", "http://a/3"]);
        Web.Hangs("http://a/hang1").Hangs("http://a/hang2");
        Submit();
        await AwaitConditionAsync(() => Task.FromResult(Web.InFlight == 2 && Web.Visits.Count == 4), TimeSpan.FromSeconds(20));

        Jobs.Tell(new CancelJob(JobId), TestActor);
        ExpectMsg<CancelAccepted>();
        var report = await EndAsync();

        report.Status.ShouldBe(JobStatus.Cancelled);
        (report.Tally.Kept, report.Tally.Cancelled, report.Tally.Failed).ShouldBe((2, 3, 0));
        Store.Images.Count.ShouldBe(2);
        await AwaitConditionAsync(() => Task.FromResult(Web.InFlight == 0), TimeSpan.FromSeconds(20));
        Web.CountFor("http://a/3").ShouldBe(0);
        Jobs.Tell(new CancelJob(JobId), TestActor);
        ExpectMsg<CancelAccepted>();
        (await ReportAsync()).Tally.ShouldBe(report.Tally);
    }

    [Fact]
    public async Task Cancel_WhenChunksAreNotBegun_CountsTheirUrlsAsCancelled()
    {
        Options.MaxConcurrentChunks = 1;
        Lists.With("urls.txt", ["http://a/hang", .. Urls(9)]);
        Web.Hangs("http://a/hang");
        Submit(Specification() with { ChunkSlots = 2 });
        await UntilAsync(report => report.PlanComplete, "the plan is whole");

        Jobs.Tell(new CancelJob(JobId), TestActor);
        ExpectMsg<CancelAccepted>();
        var report = await EndAsync();

        report.Tally.Settled.ShouldBe(10);
        report.Tally.Reasons["not-begun"].ShouldBe(8);
    }

    [Fact]
    public async Task Cancel_WhenTheJobIsUnknown_SaysSo() =>
        (await Jobs.Ask<object>(new CancelJob(JobId))).ShouldBeOfType<JobNotFound>();

    [Fact]
    public async Task Job_WhenItHasEnded_LeavesNoWorkerAlive()
    {
        Lists.With("urls.txt", Urls(50));
        Submit();
        await EndAsync();

        foreach (var child in new[] { "chunk-0-run-1", "validator-0-run-1", "discovery-0-run-1", "packaging-0-run-1", "validation-queue" })
        {
            await AwaitAssertAsync(async () => await Should.ThrowAsync<ActorNotFoundException>(() =>
                Sys.ActorSelection($"/user/jobs/job-{JobId}/{child}").ResolveOne(TimeSpan.FromMilliseconds(200))));
        }
    }
}
