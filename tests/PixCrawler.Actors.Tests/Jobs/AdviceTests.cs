using PixCrawler.Actors.Tests.World;

namespace PixCrawler.Actors.Tests.Jobs;

/// <summary>What is wrong with the surroundings is told by the job, also when it is over.</summary>
public sealed class AdviceTests : JobWorld
{
    [Fact]
    public async Task Report_WhenTheResolverRefuses_AdvisesAndGoesOnDoingSo()
    {
        Lists.With("urls.txt", Urls(2));
        Web.Hangs(Urls(2)[0]);
        Submit();
        (await ReportAsync()).Advice.ShouldBeNull();

        Advice = "Your resolver is refusing";
        (await ReportAsync()).Advice.ShouldBe("Your resolver is refusing");
        Advice = null;
        await CancelAsync();

        (await ReportAsync()).Advice.ShouldBe("Your resolver is refusing");
        Store.Summary!.Advice.ShouldBe("Your resolver is refusing");
    }
}
