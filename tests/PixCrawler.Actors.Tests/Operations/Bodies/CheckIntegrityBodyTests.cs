using System.Security.Cryptography;
using PixCrawler.Actors.Operations.Bodies;
using PixCrawler.Actors.Tests.World;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Operations;
using PixCrawler.Contracts.Sources;
using PixCrawler.Datasets;
using PixCrawler.Datasets.Manifests;

namespace PixCrawler.Actors.Tests.Operations.Bodies;

public sealed class CheckIntegrityBodyTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Check_WhenNothingWasTouched_FindsEveryImageValidAndCountsItOnce()
    {
        await WriteDatasetAsync(5);

        var result = await CheckAsync();

        (result.Images, result.Valid, result.Damaged, result.Named.Count).ShouldBe((5, 5, 0, 0));
    }

    [Fact]
    public async Task Check_WhenImagesAreDamaged_NamesEachWithItsReason()
    {
        var files = await WriteDatasetAsync(5);
        File.Delete(files[0]);
        File.AppendAllText(files[1], "more");
        var bytes = File.ReadAllBytes(files[2]);
        bytes[0] ^= 1;
        File.WriteAllBytes(files[2], bytes);

        var result = await CheckAsync();

        (result.Images, result.Valid, result.Damaged).ShouldBe((5, 2, 3));
        result.Named.Select(file => (Path.Combine(_folder.FullName, file.File), file.Reason))
            .ShouldBe([(files[0], "missing"), (files[1], "bytes-differ"), (files[2], "bytes-differ")], ignoreOrder: true);
    }

    [Fact]
    public async Task Check_WhenOnlySomeMayBeNamed_StillCountsAll()
    {
        foreach (var file in await WriteDatasetAsync(5))
            File.Delete(file);

        var result = await CheckAsync(maxNamed: 2);

        (result.Damaged, result.Named.Count).ShouldBe((5, 2));
    }

    [Fact]
    public async Task Check_WhenThereIsNoFolder_FailsForGoodAndSaysWhatToDo()
    {
        var command = new CheckIntegrity(OperationCases.Id(1), Path.Combine(_folder.FullName, "none"));

        var error = await Should.ThrowAsync<InvalidInputException>(() => new CheckIntegrityBody(new FakeValidators()).RunAsync(command, CancellationToken.None));

        error.Message.ShouldContain("check the path");
    }

    [Fact]
    public async Task Check_WhenItIsCancelled_Stops()
    {
        await WriteDatasetAsync(5);

        await Should.ThrowAsync<OperationCanceledException>(() => new CheckIntegrityBody(new FakeValidators()).RunAsync(
            new CheckIntegrity(OperationCases.Id(1), _folder.FullName), new CancellationToken(canceled: true)));
    }

    private async Task<IntegrityChecked> CheckAsync(int maxNamed = 1000) => (IntegrityChecked)await new CheckIntegrityBody(new FakeValidators()).RunAsync(
        new CheckIntegrity(OperationCases.Id(1), _folder.FullName) { MaxNamed = maxNamed }, CancellationToken.None);

    // Each image stands in the manifest twice, as it does when two URLs lead to it.
    private async Task<string[]> WriteDatasetAsync(int images)
    {
        var folder = await new DatasetStore().CreateAsync(_folder.FullName, CancellationToken.None);
        var entries = new List<ManifestEntry>();
        for (var number = 0; number < images; number++)
        {
            var bytes = new byte[100 + number];
            bytes[^1] = (byte)number;
            var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
            await folder.StoreImageAsync(hash, "png", bytes, CancellationToken.None);
            for (var copy = 0; copy < 2; copy++)
            {
                entries.Add(new ManifestEntry(
                    new Candidate($"http://site/{number}-{copy}.png", entries.Count + 1),
                    new Settlement(entries.Count, SettlementStatus.Kept, DateTimeOffset.UnixEpoch)
                    {
                        Image = new StoredImage(hash, "png", 1, 1, bytes.Length),
                    }));
            }
        }

        await folder.WriteManifestAsync(0, entries, CancellationToken.None);
        return
        [
            .. entries.Select(entry => ManifestReader.FileOf(entry.Settlement.Image!)!).Distinct()
                .Select(file => Path.Combine(_folder.FullName, file)),
        ];
    }
}
