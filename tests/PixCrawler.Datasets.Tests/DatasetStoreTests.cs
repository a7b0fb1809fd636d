using PixCrawler.Contracts.Errors;

namespace PixCrawler.Datasets.Tests;

public sealed class DatasetStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DatasetStore _store = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task CreateAsync_WhenFolderIsNew_MakesTheSkeletonAndLeavesNoFile()
    {
        var dataset = await _store.CreateAsync(_folder.Combine("a", "b"), default);

        dataset.Path.ShouldBe(_folder.Combine("a", "b"));
        Directory.Exists(_folder.Combine("a", "b", "images")).ShouldBeTrue();
        Directory.Exists(_folder.Combine("a", "b", "manifest")).ShouldBeTrue();
        _folder.Files().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("notes.txt")]
    [InlineData("images/ab/photo.jpg")]
    [InlineData("manifest/00000.jsonl")]
    [InlineData(".pixcrawl/plan/00000.jsonl")]
    public async Task CreateAsync_WhenFolderHoldsAFile_RefusesAndTouchesNothing(string file)
    {
        var path = _folder.Combine(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, "mine");

        var error = await Should.ThrowAsync<InvalidInputException>(async () => await _store.CreateAsync(_folder.Path, default));

        error.Reason.ShouldBe("output-folder-not-empty");
        error.Message.ShouldContain(_folder.Path);
        error.Message.ShouldContain("Name a new or an empty folder");
        _folder.Files().ShouldBe([file]);
        (await File.ReadAllTextAsync(path)).ShouldBe("mine");
    }

    [Fact]
    public async Task CreateAsync_WhenFolderHoldsAForeignEmptyFolder_Refuses()
    {
        Directory.CreateDirectory(_folder.Combine("photos"));

        (await Should.ThrowAsync<InvalidInputException>(async () => await _store.CreateAsync(_folder.Path, default)))
            .Reason.ShouldBe("output-folder-not-empty");
    }

    [Fact]
    public async Task CreateAsync_WhenAnEarlierStartWasKilled_CollectsItsTemporaryFilesAndGoesOn()
    {
        await _store.CreateAsync(_folder.Path, default);
        await File.WriteAllTextAsync(_folder.Combine(".pixcrawl", "tmp", "dead-1"), "half");

        await _store.CreateAsync(_folder.Path, default);

        _folder.Files().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "output-folder-missing")]
    [InlineData("  ", "output-folder-missing")]
    [InlineData("a\0b", "output-folder-invalid")]
    public async Task CreateAsync_WhenPathIsNone_Refuses(string path, string reason) =>
        (await Should.ThrowAsync<InvalidInputException>(async () => await _store.CreateAsync(path, default)))
            .Reason.ShouldBe(reason);

    [Fact]
    public async Task CreateAsync_WhenPathIsAFile_Refuses()
    {
        await File.WriteAllTextAsync(_folder.Combine("file"), "x");

        var error = await Should.ThrowAsync<InvalidInputException>(
            async () => await _store.CreateAsync(_folder.Combine("file"), default));

        error.Reason.ShouldBe("output-folder-is-file");
        error.Message.ShouldContain("Name a folder");
    }

    [Fact]
    public async Task CreateAsync_WhenAParentIsAFile_SaysThatItCannotBeWrittenTo()
    {
        await File.WriteAllTextAsync(_folder.Combine("file"), "x");

        var error = await Should.ThrowAsync<InvalidInputException>(
            async () => await _store.CreateAsync(_folder.Combine("file", "out"), default));

        error.Reason.ShouldBe("output-folder-unwritable");
        error.Message.ShouldContain("Name a folder this user may write to");
    }

    [Fact]
    public async Task OpenAsync_WhenDatasetWasCreated_OpensIt()
    {
        await _store.CreateAsync(_folder.Path, default);

        (await _store.OpenAsync(_folder.Path, default)).Path.ShouldBe(_folder.Path);
    }

    [Fact]
    public async Task OpenAsync_WhenNothingIsThere_IsADiskFailureWorthAnotherTry()
    {
        var error = await Should.ThrowAsync<InfrastructureException>(async () => await _store.OpenAsync(_folder.Path, default));

        error.Kind.ShouldBe(InfrastructureKind.Disk);
        error.Message.ShouldContain("mounted");
        _folder.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task MovedDatasetStore_WhenAFolderWasMoved_OpensItWhereItIsNow()
    {
        var (old, now) = (_folder.Combine("old"), _folder.Combine("now"));
        var moved = new MovedDatasetStore(_store, folder => folder == old ? now : folder);
        (await moved.CreateAsync(old, default)).Path.ShouldBe(old, "a new job's folder is where it says");
        Directory.Move(old, now);

        (await moved.OpenAsync(old, default)).Path.ShouldBe(now);
        (await moved.OpenAsync(now, default)).Path.ShouldBe(now);
    }
}
