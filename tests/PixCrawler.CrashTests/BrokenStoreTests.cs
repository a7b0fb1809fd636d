namespace PixCrawler.CrashTests;

/// <summary>A dataset's folder that cannot be written for a while.</summary>
public sealed class BrokenStoreTests
{
    [Fact]
    public async Task Crawl_WhenTheStoreCannotBeWrittenForAWhile_GoesOnWhenItCanAndLosesNothing()
    {
        await using var scene = await Scene.PrepareAsync(urls: 150);
        scene.Options.AddRange(["--journal", scene.Sub("journal.db")]);
        using var crawler = scene.Start();
        await scene.RequestsAsync(20);
        // Root may write anywhere: a file in the place of the folder stops everyone.
        var images = Path.Combine(scene.Dataset, "images");
        Directory.Move(images, images + ".away");
        await File.WriteAllTextAsync(images, "");
        await scene.RequestsAsync(30);
        File.Delete(images);
        Directory.Move(images + ".away", images);

        await crawler.WaitAsync(Scene.Limit);
        scene.ReadAccount().Lines.Count(line => line.Status == "kept").ShouldBe(147, crawler.Said);
    }
}
