using PixCrawler.Actors.Tests.World;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Actors.Tests.Durability;

/// <summary>A slot that may be what kills the process: its last attempt takes nobody with it (A6, B11).</summary>
public sealed class SuspectTests : JobWorld
{
    [Fact]
    public async Task A6_Suspect_BeforeItIsAskedForAlone_IsKeptAsProgress()
    {
        Lists.With("urls.txt", ["http://site/poison"]);
        Web.Hangs("http://site/poison");
        Web.OnVisit = _ => Journal.Freeze();
        var requests = 0;
        Journal.Before = written =>
        {
            // Time enough for a request that does not wait for this to be made.
            if (written is not RunProgressed || requests > 0)
                return;
            SpinWait.SpinUntil(() => Web.CountFor("http://site/poison") == 3, TimeSpan.FromMilliseconds(200));
            requests = Web.CountFor("http://site/poison");
        };
        Submit();
        for (var life = 1; life <= 3; life++)
        {
            await Journal.Death.WaitAsync(TimeSpan.FromSeconds(20));
            await CrashAsync();
            Restart();
        }

        (await EndAsync()).Tally.Reasons.ShouldBe(new Dictionary<string, int> { ["interrupted"] = 1 });
        requests.ShouldBe(2);
    }

    [Fact]
    public async Task A6_Suspect_ThatWasAskedForAlone_StaysAloneUntilItsAccountIsKept()
    {
        string[] suspects = ["http://site/a", "http://site/b"];
        Lists.With("urls.txt", suspects);
        foreach (var url in suspects)
            Web.Hangs(url);
        // A chunk stores one thing after the other by itself.
        Submit(Specification() with { ChunkSlots = 1 });
        for (var life = 1; life <= 2; life++)
        {
            await UntilAsync(_ => Web.InFlight == 2, "both are under way");
            await CrashAsync();
            if (life == 2)
            {
                foreach (var url in suspects)
                    Web.On(url, visit => Task.FromResult(FakeWeb.Image(visit.Url)));
            }

            Restart();
        }

        var requests = 0;
        Journal.Before = written =>
        {
            if (written is not SlotSettled || requests > 0)
                return;
            // Time enough for the other one, if it does not wait for this.
            SpinWait.SpinUntil(() => Web.Visits.Count == 6, TimeSpan.FromMilliseconds(200));
            requests = Web.Visits.Count;
        };

        (await EndAsync()).Tally.Kept.ShouldBe(2);
        requests.ShouldBe(5);
    }
}
