namespace PixCrawler.CrashTests;

/// <summary>SIGKILL at the moments where one thing is on disk and the next is not (A7, law 7).</summary>
public sealed class NamedPointTests
{
    [Theory]
    [InlineData(".pixcrawl", "*.jsonl")]
    [InlineData(".pixcrawl/tmp", "*")]
    [InlineData("images", "*")]
    [InlineData("manifest", "00000.jsonl")]
    [InlineData("manifest", "00003.jsonl")]
    [InlineData(".", "REPORT.md")]
    public async Task Crawl_WhenItIsKilledAsAFileAppears_EndsAsIfNothingHadBeen(string folder, string pattern)
    {
        await using var scene = await Scene.PrepareAsync(urls: 200);
        using (var crawler = scene.Start())
        {
            var watched = Path.Combine(scene.Dataset, folder);
            var options = new EnumerationOptions { RecurseSubdirectories = folder != ".", IgnoreInaccessible = true };
            await Scene.UntilAsync(() => Directory.Exists(watched) && Directory.EnumerateFiles(watched, pattern, options).Any(), crawler);
            await crawler.KillAsync();
        }

        var account = await scene.FinishAsync(exitCode: 2);
        account.Lines.Count(line => line.Status == "kept").ShouldBe(196);
    }

    [Fact]
    public async Task Crawl_WhenItIsKilledWhileDuplicatesAreTakenOut_EndsAsIfNothingHadBeen()
    {
        string[] copies = [.. Enumerable.Range(0, 16).SelectMany(number => Enumerable.Range(0, 5).Select(copy => $"/gen/{number}/48x48.png?copy={copy}"))];
        await using var scene = await Scene.PrepareAsync(urls: 200, copies);
        using (var crawler = scene.Start())
        {
            await Scene.UntilAsync(() => File.Exists(Path.Combine(scene.Dataset, "duplicates.jsonl")), crawler);
            await crawler.KillAsync();
        }

        var account = await scene.FinishAsync(exitCode: 2);
        account.Lines.Count(line => line.Status == "kept").ShouldBe(196);
        account.Lines.Count(line => line.Reason == "duplicate").ShouldBe(copies.Length);
        File.ReadLines(Path.Combine(scene.Dataset, "duplicates.jsonl")).Count().ShouldBe(copies.Length);
    }
}
