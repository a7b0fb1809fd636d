using Akka.Actor;
using PixCrawler.Actors.Tests.World;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Actors.Tests.Durability;

/// <summary>E3: a retry redoes only what failed, recomputes the status, and never touches what succeeded.</summary>
public sealed class RetryFailedTests : JobWorld
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task E3_Retry_OfAnEndedJob_RedoesWhatFailedAndNothingElse(bool inANewProcess)
    {
        await RunAsync();
        if (inANewProcess)
        {
            await CrashAsync();
            Restart();
        }

        Web.On("http://a/503", visit => Task.FromResult(FakeWeb.Image(visit.Url)));
        (await RetryAsync("http-503")).ShouldBeOfType<RetryAccepted>().Slots.ShouldBe(2);

        var ended = await EndAsync();
        (ended.Status, ended.Tally.Kept, ended.Tally.Failed, ended.PlannedSlots).ShouldBe((JobStatus.Partial, 5, 1, 6));
        Web.CountFor("http://a/503").ShouldBe(2);
        Web.CountFor("http://a/404").ShouldBe(1, "it failed for another reason");
        Urls(4).ShouldAllBe(url => Web.CountFor(url) == 1);
        Store.Entries.Count(entry => entry.Settlement.Status == SettlementStatus.Kept).ShouldBe(5);
        Store.Summary!.Tally.ShouldBe(ended.Tally);
    }

    [Fact]
    public async Task E3_Retry_WhenTheProcessDiesInBetween_GoesOn()
    {
        await RunAsync();
        Web.Hangs("http://a/503");
        (await RetryAsync(null)).ShouldBeOfType<RetryAccepted>();
        await UntilAsync(_ => Web.InFlight == 1, "the retry is under way");
        await CrashAsync();
        Web.On("http://a/503", visit => Task.FromResult(FakeWeb.Image(visit.Url)));
        Restart();

        var ended = await EndAsync();
        (ended.Tally.Kept, ended.Tally.Failed).ShouldBe((5, 1));
    }

    [Fact]
    public async Task E3_Retry_WhenThereIsNothingToRedo_SaysSo()
    {
        await RunAsync();

        (await RetryAsync("http-418")).ShouldBeOfType<RetryRefused>().Problem.ShouldContain("http-418");
        (await Jobs.Ask<IWithJobId>(new RetryFailed(new JobId(Guid.Empty)), Patience)).ShouldBeOfType<JobNotFound>();
    }

    private async Task RunAsync()
    {
        Lists.With("urls.txt", [.. Urls(4), "http://a/503", "http://a/404"]);
        Web.Throws("http://a/503", () => new ServiceUnavailableException("http-503", "busy") { Attempts = 3 });
        Web.Throws("http://a/404", () => new NotFoundException("http-404", "gone") { Attempts = 1 });
        Submit(Specification() with { ChunkSlots = 2 });
        (await EndAsync()).Tally.Failed.ShouldBe(2);
    }

    private Task<IWithJobId> RetryAsync(string? reason) => Jobs.Ask<IWithJobId>(new RetryFailed(JobId, reason), Patience);
}
