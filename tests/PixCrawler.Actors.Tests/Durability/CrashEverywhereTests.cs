using Akka.Actor;
using PixCrawler.Actors.Tests.World;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Net.Downloads;

namespace PixCrawler.Actors.Tests.Durability;

/// <summary>A7, B11, E5: wherever in its journal the process dies, the account is the same, and no URL is asked for more than three times.</summary>
public sealed class CrashEverywhereTests : JobWorld
{
    private const int Writes = 40;

    public static TheoryData<int> EveryWrite => [.. Enumerable.Range(1, Writes)];

    [Theory]
    [MemberData(nameof(EveryWrite))]
    public async Task Process_WhenItDiesWithAWrite_EndsWithTheSameAccount(int write)
    {
        Journal.DiesWithWrite = write;
        await RunAsync();
    }

    [Theory]
    [MemberData(nameof(EveryWrite))]
    public async Task Process_WhenItDiesBeforeAWrite_EndsWithTheSameAccount(int write)
    {
        Journal.DiesBeforeWrite = write;
        await RunAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Process_WhenItDiesAgainAndAgain_EndsWithTheSameAccount(int every)
    {
        Journal.DiesWithWrite = 6;
        await RunAsync(crashes => crashes < 12 ? Journal.Writes + 4 + every : null);
    }

    private async Task RunAsync(Func<int, int?>? nextDeath = null)
    {
        Lists.With("urls.txt", [.. Urls(5), "", "http://a/404", "http://a/flaky", ""]);
        Web.Throws("http://a/404", () => new NotFoundException("http-404", "gone") { Attempts = 1 });
        Web.On("http://a/flaky", async visit =>
        {
            if (visit.Attempt == 1)
                await visit.Observer.RetryScheduledAsync(new RetryNotice(2, 3, TimeSpan.Zero, "http-503", 503, "a"), visit.Cancelled);
            return FakeWeb.Image(visit.Url);
        });
        Jobs.Tell(new SubmitJob(JobId, Specification() with { ChunkSlots = 4 }), TestActor);

        JobReport? ended = null;
        var (crashes, progress) = (0, 0.0);
        while (ended is null)
        {
            var report = await ReportOrDeathAsync();
            if (report is null)
            {
                await CrashAsync();
                Restart();
                crashes++;
                Journal.DiesWithWrite = nextDeath?.Invoke(crashes);
                // A job that was not accepted is not known: who submitted it does so again.
                Jobs.Tell(new SubmitJob(JobId, Specification() with { ChunkSlots = 4 }), TestActor);
                continue;
            }

            (report.Progress ?? progress).ShouldBeGreaterThanOrEqualTo(progress, "progress never goes back");
            progress = report.Progress ?? progress;
            ended = report.Status.IsTerminal() ? report : null;
        }

        // A slot that is cut off three times is failed as interrupted, which one crash cannot do.
        if (nextDeath is null)
            (ended.Status, ended.Tally.Kept, ended.Tally.Failed).ShouldBe((JobStatus.Partial, 6, 1), ended.Problem);
        (ended.Tally.Kept + ended.Tally.Failed, ended.Tally.Settled).ShouldBe((7, 7), ended.Problem);
        ended.Tally.Reasons.Keys.ShouldBeSubsetOf(["http-404", "interrupted"]);
        (ended.PlannedSlots, ended.BadRows, Store.BadRows.Count).ShouldBe((7, 2, 2));
        Store.Entries.Select(entry => entry.Candidate.Url).ShouldBe([.. Urls(5), "http://a/404", "http://a/flaky"]);
        Store.Entries.Count(entry => entry.Settlement.Status == SettlementStatus.Kept).ShouldBe(ended.Tally.Kept);
        Store.Entries.Where(entry => entry.Settlement.Image is not null).ShouldAllBe(entry => Store.Images.ContainsKey(entry.Settlement.Image!.Sha256));
        Store.Summary!.Tally.ShouldBe(ended.Tally);
        Web.Visits.GroupBy(visit => visit.Url).ShouldAllBe(visits => visits.Count() <= 3);
    }

    private async Task<JobReport?> ReportOrDeathAsync()
    {
        var asking = Jobs.Ask<IWithJobId>(new GetJobStatus(JobId), TimeSpan.FromSeconds(20));
        await Task.WhenAny(asking, Journal.Death);
        if (Journal.IsFrozen)
            return null;
        return await asking as JobReport ?? new JobReport(JobId, JobStatus.Pending, Tally.Empty);
    }
}
