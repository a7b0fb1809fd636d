using PixCrawler.Cli.Demo;
using PixCrawler.Cli.Tests.Hosting;

namespace PixCrawler.Cli.Tests.Demo;

public sealed class DemoFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Fresh_WhenFoldersAreInUse_TakesTheNextNumber()
    {
        DemoFolder.Fresh(_folder.Path).ShouldBe(_folder.Sub("pixcrawl-demo"));

        Directory.CreateDirectory(_folder.Sub("pixcrawl-demo"));
        DemoFolder.Fresh(_folder.Path).ShouldBe(_folder.Sub("pixcrawl-demo"));

        File.WriteAllText(_folder.Sub("pixcrawl-demo/x"), "");
        File.WriteAllText(_folder.Sub("pixcrawl-demo-2"), "");
        DemoFolder.Fresh(_folder.Path).ShouldBe(_folder.Sub("pixcrawl-demo-3"));
    }

    public void Dispose() => _folder.Dispose();
}
