using PixCrawler.Cli.Commands;
using PixCrawler.Cli.Demo;
using PixCrawler.ImageFarm;

namespace PixCrawler.Cli.Tests.Demo;

public class DemoScriptTests
{
    [Fact]
    public async Task Cases_ForEveryUrlOfTheDemo_SayWhatMustComeOfIt()
    {
        await using var farm = await ImageFarmServer.StartAsync();
        var captions = DemoCommand.Urls(farm).Select(url => url.Caption).Distinct().ToList();

        captions.Except(DemoScript.Cases.Keys).ShouldBe([DemoScript.Picture.What]);
        DemoScript.Cases.Keys.Except(captions).ShouldBeEmpty();
    }
}
