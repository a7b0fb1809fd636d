using PixCrawler.Actors.Operations.Bodies;
using PixCrawler.Actors.Tests.World;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Operations;
using PixCrawler.Contracts.Sources;
using PixCrawler.Contracts.Validation;
using PixCrawler.Datasets;
using PixCrawler.Datasets.Manifests;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Pixels;

namespace PixCrawler.Actors.Tests.Operations.Bodies;

/// <summary>The checks of a folder without manifests, and the labels of a dataset, as messages.</summary>
public sealed class CheckBodiesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private readonly FakeValidators _validators = new()
    {
        Judge = text => text.StartsWith("bad", StringComparison.Ordinal) ? ImageVerdict.Rejected("corrupt", "bad") : ImageVerdict.Accepted,
        Look = text => text.StartsWith("look", StringComparison.Ordinal) ? new PerceptualHashes(1, 2) : null,
        Width = text => text.Length,
    };

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task CheckDuplicates_ByDefault_NamesGroupsAndRemovesNothing()
    {
        Write(("a.png", "same"), ("b/b.jpg", "same"), ("c.gif", "look 1"), ("d.webp", "look 22"), ("e.txt", "same"));

        var result = (DuplicatesChecked)await new CheckDuplicatesBody(_validators).RunAsync(
            new CheckDuplicates(OperationCases.Id(1), _folder.FullName), CancellationToken.None);

        (result.Images, result.Removed).ShouldBe((4, 0));
        result.Groups.ShouldBe([["a.png", "b/b.jpg"], ["d.webp", "c.gif"]]);
    }

    [Theory]
    [InlineData(DuplicateAction.Remove, false)]
    [InlineData(DuplicateAction.Quarantine, true)]
    public async Task CheckAll_WithAnAction_CarriesItOutAndNeverKeepsADamagedTwin(DuplicateAction action, bool isKeptAside)
    {
        Write(("a.png", "look 1"), ("b.png", "look 22"), ("c.png", "bad look 333"));

        var result = (AllChecked)await new CheckAllBody(_validators).RunAsync(
            new CheckAll(OperationCases.Id(1), _folder.FullName) { Action = action }, CancellationToken.None);

        (result.Integrity.Images, result.Integrity.Valid, result.Integrity.Damaged).ShouldBe((3, 2, 1));
        result.Integrity.Named.ShouldBe([new DamagedFile("c.png", "corrupt", "bad")]);
        (result.Duplicates.Removed, File.Exists(PathOf("a.png")), File.Exists(PathOf("b.png"))).ShouldBe((1, false, true));
        File.Exists(PathOf("quarantine/a.png")).ShouldBe(isKeptAside);
    }

    [Fact]
    public async Task CheckIntegrity_OfAFolderWithoutManifests_LooksAtTheImages()
    {
        Write(("a.png", "fine"), (".hidden/b.png", "bad"), ("quarantine/c.png", "bad"), ("d.png", "bad"));

        var result = (IntegrityChecked)await new CheckIntegrityBody(_validators).RunAsync(
            new CheckIntegrity(OperationCases.Id(1), _folder.FullName) { Level = ValidationLevel.Slow }, CancellationToken.None);

        (result.Images, result.Named.Single().File).ShouldBe((2, "d.png"));
    }

    [Fact]
    public async Task GenerateLabels_OnceAndAgain_WritesAFileForEachKeptImage()
    {
        var folder = await new DatasetStore().CreateAsync(_folder.FullName, CancellationToken.None);
        var image = new StoredImage(new string('a', 64), "png", 2, 3, 4);
        await folder.StoreImageAsync(image.Sha256, image.Extension, "abcd"u8.ToArray(), CancellationToken.None);
        await folder.WriteManifestAsync(0,
        [
            new ManifestEntry(new Candidate("http://a/1", Caption: "one"), new Settlement(0, SettlementStatus.Kept, default) { Image = image }),
        ], CancellationToken.None);
        Write(("labels/old.txt", "stale"));
        var command = new GenerateLabels(OperationCases.Id(1), _folder.FullName, [LabelFormat.Json, LabelFormat.Text]);

        await new GenerateLabelsBody().RunAsync(command, CancellationToken.None);
        var result = (LabelsGenerated)await new GenerateLabelsBody().RunAsync(command, CancellationToken.None);

        result.Images.ShouldBe(1);
        result.Files.ShouldAllBe(file => File.Exists(PathOf(file)));
        File.ReadAllText(PathOf($"labels/aa/{image.Sha256}.json")).ShouldContain("\"caption\": \"one\"");
        File.Exists(PathOf("labels/old.txt")).ShouldBeFalse();
        Directory.EnumerateFileSystemEntries(PathOf(".pixcrawl/tmp")).ShouldBeEmpty();
    }

    [Fact]
    public async Task GenerateLabels_WhenThereIsNoDataset_SaysWhatToDo() =>
        (await Should.ThrowAsync<InvalidInputException>(() => new GenerateLabelsBody().RunAsync(
            new GenerateLabels(OperationCases.Id(1), _folder.FullName, [LabelFormat.Json]), CancellationToken.None))).Message.ShouldContain("name a folder");

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private void Write(params (string Name, string Text)[] files)
    {
        foreach (var (name, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
            File.WriteAllText(PathOf(name), text);
        }
    }
}
