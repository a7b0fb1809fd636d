using PixCrawler.Actors.Tests.World;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Errors;
using PixCrawler.Net.Downloads;

namespace PixCrawler.Actors.Tests.Downloads;

/// <summary>How attempts are recorded: before each is made, in the chunk's journal, whichever run makes it.</summary>
public sealed class AttemptTests : JobWorld
{
    private static RetryNotice Notice(int next) => new(next, 3, TimeSpan.FromSeconds(2), "http-503", 503, "a");

    [Fact]
    public async Task Retry_WhenThePipelineAsks_IsRecordedBeforeItIsMade()
    {
        Lists.With("urls.txt", ["http://a/flaky"]);
        Web.On("http://a/flaky", async visit =>
        {
            await visit.Observer.RetryScheduledAsync(Notice(2), visit.Cancelled);
            await visit.Observer.RetryScheduledAsync(Notice(3), visit.Cancelled);
            return FakeWeb.Image(visit.Url);
        });
        Submit();

        (await EndAsync()).Tally.Kept.ShouldBe(1);
        Store.Entries.Single().Settlement.Attempts.ShouldBe(3);
    }

    [Fact]
    public async Task Retry_WhenItWaits_IsShownInTheReport()
    {
        Lists.With("urls.txt", ["http://a/flaky"]);
        var resume = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Web.On("http://a/flaky", async visit =>
        {
            await visit.Observer.RetryScheduledAsync(Notice(2), visit.Cancelled);
            await resume.Task;
            return FakeWeb.Image(visit.Url);
        });
        Submit();

        var report = await UntilAsync(
            seen =>
            {
                Advance(0.25);
                return seen.Retries.Length == 1;
            },
            "the retry is shown");
        var retry = report.Retries[0];
        (retry.Url, retry.Attempt, retry.MaxAttempts, retry.Reason).ShouldBe(("http://a/flaky", 2, 3, "http-503"));
        resume.SetResult();
        (await EndAsync()).Retries.ShouldBeEmpty();
    }

    [Fact]
    public async Task Attempts_WhenARunIsInterrupted_GoOnFromWhereTheyWere()
    {
        Lists.With("urls.txt", ["http://a/1"]);
        var failures = 1;
        Web.On("http://a/1", async visit =>
        {
            if (Interlocked.Decrement(ref failures) < 0)
                return FakeWeb.Image(visit.Url);
            await visit.Observer.RetryScheduledAsync(Notice(2), visit.Cancelled);
            throw new InfrastructureException(InfrastructureKind.Disk, "full");
        });
        Submit();
        await UntilAsync(report => report.Restarting.Length == 1, "the restart waits");
        Advance(60);

        (await EndAsync()).Tally.Kept.ShouldBe(1);
        Web.Visits.Select(visit => visit.Attempt).ShouldBe([1, 3]);
        Store.Entries.Single().Settlement.Attempts.ShouldBe(3);
    }

    [Fact]
    public async Task Retry_WhenTheJobIsCancelledMeanwhile_IsNotMade()
    {
        Lists.With("urls.txt", ["http://a/flaky"]);
        var made = false;
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Web.On("http://a/flaky", async visit =>
        {
            waiting.SetResult();
            await Task.Delay(TimeSpan.FromSeconds(30), Time, visit.Cancelled);
            made = true;
            return FakeWeb.Image(visit.Url);
        });
        Submit();
        await waiting.Task;

        Jobs.Tell(new Contracts.Jobs.CancelJob(JobId), TestActor);
        ExpectMsg<Contracts.Jobs.CancelAccepted>();
        await EndAsync();
        Advance(60);

        made.ShouldBeFalse();
        Store.Entries.Single().Settlement.Status.ShouldBe(SettlementStatus.Cancelled);
    }
}
