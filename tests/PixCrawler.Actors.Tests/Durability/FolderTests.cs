using PixCrawler.Actors.Tests.World;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Datasets;

namespace PixCrawler.Actors.Tests.Durability;

/// <summary>E3, law 7 on a real disk: a job goes on in its folder, wherever that lies now, and leaves the same files.</summary>
public sealed class FolderTests : JobWorld
{
    private readonly string _root = Directory.CreateTempSubdirectory("pixcrawl-test-").FullName;

    public FolderTests() => Datasets = new DatasetStore();

    protected override void AfterAll()
    {
        base.AfterAll();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task Packaging_WhenItWasInterrupted_IsDoneAgainWithTheSameBytes()
    {
        var folder = Path.Combine(_root, "out");
        Lists.With("urls.txt", [.. Urls(3), ""]);
        Journal.Before = written =>
        {
            if (written is not JobEnded)
                return;
            Journal.Freeze();
            throw new FakeDbException("57P01", 0);
        };
        Submit(Specification() with { OutputFolder = folder, ChunkSlots = 2 });
        await Journal.Death.WaitAsync(TimeSpan.FromSeconds(20));
        await CrashAsync();
        Journal.Before = _ => { };
        var before = Contents(folder);
        before.Keys.ShouldContain("dataset.json");
        await File.WriteAllTextAsync(Path.Combine(folder, "dataset.json"), "{ cut o");

        Restart();

        (await EndAsync()).Status.ShouldBe(JobStatus.Completed);
        Journal.Stored.OfType<WorkerStarted>().Count(started => started.Worker.Kind == WorkerKind.Packaging).ShouldBe(2);
        Contents(folder).ShouldBe(before, ignoreOrder: true);
    }

    [Fact]
    public async Task Folder_WhenItWasMovedMeanwhile_IsGoneOnWithWhereItIsNow()
    {
        var (old, now) = (Path.Combine(_root, "old"), Path.Combine(_root, "now"));
        Lists.With("urls.txt", Urls(2));
        Web.Hangs(Urls(2)[1]);
        Submit(Specification() with { OutputFolder = old });
        await UntilAsync(
            report =>
            {
                Advance(0.25);
                return report.Tally.Kept == 1;
            },
            "the first is kept");
        await CrashAsync();
        Directory.Move(old, now);
        Datasets = new MovedDatasetStore(new DatasetStore(), folder => folder == old ? now : folder);
        Web.On(Urls(2)[1], visit => Task.FromResult(FakeWeb.Image(visit.Url)));

        Restart();

        var ended = await EndAsync();
        (ended.Status, ended.Tally.Kept).ShouldBe((JobStatus.Completed, 2));
        Directory.Exists(old).ShouldBeFalse();
        Contents(now).Keys.Count(file => file.StartsWith("images", StringComparison.Ordinal)).ShouldBe(2);
    }

    private static Dictionary<string, string> Contents(string folder) => Directory
        .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(folder, file), file => Convert.ToHexString(File.ReadAllBytes(file)));
}
