using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Sources;
using PixCrawler.Datasets.Files;
using PixCrawler.Datasets.Manifests;
using PixCrawler.Datasets.Reports;

namespace PixCrawler.Datasets.Tests;

public sealed class DatasetFolderTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private IDatasetFolder _dataset = null!;

    public async Task InitializeAsync() => _dataset = await new DatasetStore().CreateAsync(_folder.Path, default);

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task CreateManifestAsync_WhenThereIsOne_LeavesItAsItIs()
    {
        (await _dataset.CreateManifestAsync(0, [Samples.Kept(0, "http://a/first.jpg", Samples.Image(1))], default)).ShouldBeTrue();
        (await _dataset.CreateManifestAsync(0, [Samples.Kept(0, "http://a/second.jpg", Samples.Image(2))], default)).ShouldBeFalse();

        (await _dataset.ReadManifestAsync(0, default)).ShouldHaveSingleItem().Candidate.Url.ShouldBe("http://a/first.jpg");
    }

    [Fact]
    public async Task StoreImageAsync_WhenNew_LiesUnderItsHash()
    {
        var bytes = Samples.Bytes(1, 150_000);
        var hash = Samples.Hash(bytes);

        await _dataset.StoreImageAsync(hash, "png", bytes, default);

        _folder.Files().ShouldBe([$"images/{hash[..2]}/{hash}.png"]);
        (await File.ReadAllBytesAsync(_folder.Combine(_folder.Files()[0]))).ShouldBe(bytes);
    }

    [Fact]
    public async Task StoreImageAsync_WhenThereWithItsLength_LeavesTheFileAlone()
    {
        var bytes = Samples.Bytes(1, 1000);
        var hash = Samples.Hash(bytes);
        await _dataset.StoreImageAsync(hash, "jpg", bytes, default);
        var path = _folder.Combine(_folder.Files()[0]);
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);

        await _dataset.StoreImageAsync(hash, "jpg", bytes, default);

        File.GetLastWriteTimeUtc(path).ShouldBe(DateTime.UnixEpoch);
    }

    [Fact]
    public async Task StoreImageAsync_WhenThereWithAnotherLength_ReplacesIt()
    {
        var bytes = Samples.Bytes(1, 1000);
        var hash = Samples.Hash(bytes);
        await _dataset.StoreImageAsync(hash, "jpg", bytes, default);
        var path = _folder.Combine(_folder.Files()[0]);
        await File.WriteAllBytesAsync(path, bytes[..500]);

        await _dataset.StoreImageAsync(hash, "jpg", bytes, default);

        (await File.ReadAllBytesAsync(path)).ShouldBe(bytes);
    }

    [Fact]
    public async Task StoreImageAsync_WhenManyStoreTheSameHash_OneWholeFileIsLeft()
    {
        var bytes = Samples.Bytes(7, 300_000);
        var hash = Samples.Hash(bytes);
        var other = await new DatasetStore().OpenAsync(_folder.Path, default);

        await Parallel.ForAsync(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (index, token) =>
            await (index % 2 == 0 ? _dataset : other).StoreImageAsync(hash, "jpg", bytes, token));

        _folder.Files().ShouldBe([$"images/{hash[..2]}/{hash}.jpg"]);
        (await File.ReadAllBytesAsync(_folder.Combine(_folder.Files()[0]))).ShouldBe(bytes);
    }

    [Fact]
    public async Task StoreImageAsync_WhenTheNameIsNotOurs_FailsInTheTaskAndWritesNothing()
    {
        var task = _dataset.StoreImageAsync("../../../etc/passwd", "jpg", new byte[1], default);

        await Should.ThrowAsync<ArgumentException>(async () => await task);
        _folder.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task StoreImageAsync_WhenCancelled_WritesNothing()
    {
        var bytes = Samples.Bytes(1, 10);

        await Should.ThrowAsync<OperationCanceledException>(
            async () => await _dataset.StoreImageAsync(Samples.Hash(bytes), "jpg", bytes, new CancellationToken(canceled: true)));

        _folder.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task StoreImageAsync_WhenTheFolderIsReplacedByAFile_IsADiskFailure()
    {
        Directory.Delete(_folder.Combine("images"));
        await File.WriteAllTextAsync(_folder.Combine("images"), "in the way");
        var bytes = Samples.Bytes(1, 10);

        var error = await Should.ThrowAsync<InfrastructureException>(
            async () => await _dataset.StoreImageAsync(Samples.Hash(bytes), "jpg", bytes, default));

        error.Kind.ShouldBe(InfrastructureKind.Disk);
        error.Reason.ShouldBe("infrastructure-disk");
        _folder.Files().ShouldBe(["images"]);
    }

    [Fact]
    public async Task Writes_WhenTheDiskIsFull_AreDiskFailuresThatSaySoAndLeaveNothing()
    {
        var full = new AtomicFiles(_folder.Combine(".pixcrawl", "tmp"), FullDisk.Create);
        var dataset = new DatasetFolder(new FolderLayout(_folder.Path), full);
        var bytes = Samples.Bytes(1, 100);
        Func<Task>[] writes =
        [
            async () => await dataset.StoreImageAsync(Samples.Hash(bytes), "jpg", bytes, default),
            async () => await dataset.WritePlanAsync(0, [new Candidate("http://a/")], default),
            async () => await dataset.WriteManifestAsync(0, [Samples.Failed(0, "http://a/")], default),
            async () => await dataset.WriteSummaryAsync(Samples.Summary("out", Contracts.Jobs.Tally.Empty), default),
        ];

        foreach (var write in writes)
        {
            var error = await Should.ThrowAsync<InfrastructureException>(write);
            error.Kind.ShouldBe(InfrastructureKind.Disk);
            error.Message.ShouldContain("free some space");
        }

        _folder.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task ReadPlanAsync_WhenWritten_GivesBackEveryHostileText()
    {
        string[] hostile =
        [
            "\n\r\t\0\u0001\u001b[31m", "\"quoted\" \\ 'single'", "a\u2028b\u2029c", "\u202Eright\u200Fto left", "😀 é 日本", "{}[],:",
        ];
        var plan = hostile.Select((text, index) => new Candidate(
            "http://example.com/?q=" + text, index + 2, text, text, new Dictionary<string, string> { [text] = text, ["z"] = "" })).ToList();

        await _dataset.WritePlanAsync(3, plan, default);

        (await File.ReadAllLinesAsync(_folder.Combine(".pixcrawl", "plan", "00003.jsonl"))).Length.ShouldBe(plan.Count);
        var read = await _dataset.ReadPlanAsync(3, default);
        read.Select(candidate => candidate with { Extra = null }).ShouldBe(plan.Select(candidate => candidate with { Extra = null }));
        read.Select(candidate => candidate.Extra).ShouldBe(plan.Select(candidate => candidate.Extra));
    }

    [Fact]
    public async Task ReadPlanAsync_WhenAbsent_IsADiskFailure() =>
        (await Should.ThrowAsync<InfrastructureException>(async () => await _dataset.ReadPlanAsync(9, default)))
            .Message.ShouldContain("mounted");

    [Fact]
    public async Task ReadPlanAsync_WhenDamaged_IsADiskFailureThatSaysSo()
    {
        await File.WriteAllTextAsync(_folder.Combine(".pixcrawl", "plan", "00000.jsonl"), "{\"url\":\"http://a/\"}\n{\"url\":");

        (await Should.ThrowAsync<InfrastructureException>(async () => await _dataset.ReadPlanAsync(0, default)))
            .Message.ShouldContain("damaged");
    }

    [Fact]
    public async Task ReadManifestAsync_WhenWritten_GivesBackEveryAccountInOrder()
    {
        ManifestEntry[] entries =
        [
            Samples.Kept(0, "http://a/0", Samples.Image(1)),
            Samples.Failed(1, "http://a/1"),
            new(new Candidate("http://a/2"), new Settlement(2, SettlementStatus.Refused, Samples.Noon) { Reason = "robots", Detail = "Disallow: /" }),
            new(new Candidate("http://a/3"), new Settlement(3, SettlementStatus.Cancelled, Samples.Noon) { Reason = "cancelled" }),
        ];
        await _dataset.WriteManifestAsync(4, entries, default);

        var read = await (await new DatasetStore().OpenAsync(_folder.Path, default)).ReadManifestAsync(4, default);

        read.ShouldBe(entries);
    }

    [Fact]
    public async Task ReadManifestAsync_OfEverythingThatIsKnownOfAnImage_GivesItBackAndWritesTheSameBytesAgain()
    {
        ManifestEntry[] entries =
        [
            Samples.Kept(0, "http://a/0", Samples.Image(1) with
            {
                DifferenceHash = "0123456789abcdef",
                FrequencyHash = "fedcba9876543210",
                Original = new OriginalImage(new string('b', 64), "png", 7, 8, 9, 1, "turned, resized"),
                Measures = new ImageMeasures(1.5, 2.5, 3.25, 0.5, 0.25, null),
            }),
            new(new Candidate("http://a/1"), new Settlement(1, SettlementStatus.Rejected, Samples.Noon)
            {
                Reason = Settlement.DuplicateReason,
                Detail = "looks like 00000/0",
                Twin = new DuplicateTwin("00000/0", new string('c', 64), DuplicateKind.Near, 3),
            }),
        ];
        await _dataset.WriteManifestAsync(0, entries, default);
        var written = await File.ReadAllTextAsync(_folder.Combine("manifest", "00000.jsonl"));

        var read = await _dataset.ReadManifestAsync(0, default);
        await _dataset.WriteManifestAsync(0, read, default);

        read.ShouldBe(entries);
        written.ShouldContain("\"dHash\":\"0123456789abcdef\"");
        written.ShouldContain("\"kind\":\"near\"");
        (await File.ReadAllTextAsync(_folder.Combine("manifest", "00000.jsonl"))).ShouldBe(written);
    }

    [Fact]
    public async Task WriteDuplicatesAsync_WhenReadBack_GivesTheSameInOrder()
    {
        var entry = new DuplicateEntry
        {
            Slot = "00000/1",
            Url = "http://a/1",
            Sha256 = new string('a', 64),
            Format = "jpg",
            Width = 2,
            Height = 3,
            Bytes = 4,
            Kind = DuplicateKind.Exact,
            DistanceBits = 0,
            Action = DuplicateMode.Remove,
            Twin = "00000/0",
            TwinSha256 = new string('a', 64),
            TwinFile = "images/aa/a.jpg",
        };
        (await _dataset.ReadDuplicatesAsync(default)).ShouldBeEmpty();

        await _dataset.WriteDuplicatesAsync([entry, entry with { Slot = "00000/2" }], default);

        (await _dataset.ReadDuplicatesAsync(default)).ShouldBe([entry, entry with { Slot = "00000/2" }]);
        File.ReadLines(_folder.Combine("duplicates.jsonl")).Count().ShouldBe(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DropImageAsync_OnceAndAgain_TakesTheFileOut(bool toQuarantine)
    {
        var bytes = Samples.Bytes(1, 1000);
        var hash = Samples.Hash(bytes);
        await _dataset.StoreImageAsync(hash, "jpg", bytes, default);

        await _dataset.DropImageAsync(hash, "jpg", toQuarantine, default);
        await _dataset.DropImageAsync(hash, "jpg", toQuarantine, default);

        _folder.Files().ShouldBe(toQuarantine ? [$"quarantine/{hash[..2]}/{hash}.jpg"] : []);
    }

    [Fact]
    public async Task DropImageAsync_WhenTheNameIsNotOurs_RefusesIt() =>
        await Should.ThrowAsync<ArgumentException>(async () => await _dataset.DropImageAsync("../../etc/passwd", "jpg", toQuarantine: false, default));

    [Fact]
    public async Task ReadManifestAsync_WhenWrittenTwice_GivesTheSecond()
    {
        await _dataset.WriteManifestAsync(0, [Samples.Failed(0, "http://a/"), Samples.Failed(1, "http://b/")], default);
        await _dataset.WriteManifestAsync(0, [Samples.Failed(0, "http://a/")], default);

        (await _dataset.ReadManifestAsync(0, default)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task ReadManifestAsync_WhenThereIsNoAccountYet_IsEmpty() => (await _dataset.ReadManifestAsync(0, default)).ShouldBeEmpty();

    [Fact]
    public async Task ReadManifestAsync_WhenDamaged_IsADiskFailureThatSaysSo()
    {
        await File.WriteAllTextAsync(_folder.Combine("manifest", "00000.jsonl"), "{\"slot\":");

        (await Should.ThrowAsync<InfrastructureException>(async () => await _dataset.ReadManifestAsync(0, default)))
            .Message.ShouldContain("damaged");
    }

    [Fact]
    public async Task AppendBadRowsAsync_WhenARunDiedBeforeItCouldSaySo_LeavesNoRowTwice()
    {
        var rows = Enumerable.Range(1, 10).Select(line => new BadRow(line, $"no URL in line {line}")).ToList();
        await _dataset.AppendBadRowsAsync(0, rows[..4], default);
        await _dataset.AppendBadRowsAsync(4, rows[4..8], default);
        await File.AppendAllTextAsync(_folder.Combine("manifest", "bad-rows.jsonl"), "{\"line\":9,\"prob");

        var nextRun = await new DatasetStore().OpenAsync(_folder.Path, default);
        await nextRun.AppendBadRowsAsync(4, rows[4..6], default);
        await nextRun.AppendBadRowsAsync(6, rows[6..], default);

        (await File.ReadAllLinesAsync(_folder.Combine("manifest", "bad-rows.jsonl")))
            .ShouldBe(rows.Select(row => $$"""{"line":{{row.Line}},"problem":"{{row.Problem}}"}"""));
    }

    [Fact]
    public async Task CountFilesAsync_CountsEachImageOnceAndNothingElse()
    {
        foreach (var seed in new[] { 1, 2, 3, 1 })
        {
            var bytes = Samples.Bytes(seed, seed * 100);
            await _dataset.StoreImageAsync(Samples.Hash(bytes), "gif", bytes, default);
        }

        await File.WriteAllTextAsync(_folder.Combine("images", "Thumbs.db"), "not ours");

        (await _dataset.CountFilesAsync(default)).ShouldBe(new DatasetFiles(3, 600));
    }

    [Fact]
    public async Task CollectTemporaryFilesAsync_DeletesWhatDeadProcessesLeftAndCountsIt()
    {
        await File.WriteAllTextAsync(_folder.Combine(".pixcrawl", "tmp", "dead-1"), "half");
        await File.WriteAllTextAsync(_folder.Combine(".pixcrawl", "tmp", "dead-2"), "half");

        (await _dataset.CollectTemporaryFilesAsync(default)).ShouldBe(2);
        (await _dataset.CollectTemporaryFilesAsync(default)).ShouldBe(0);
        _folder.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task CollectTemporaryFilesAsync_LeavesAloneWhatThisProcessIsWriting()
    {
        string? inTheMaking = null;
        var files = new AtomicFiles(_folder.Combine(".pixcrawl", "tmp"));
        await File.WriteAllTextAsync(_folder.Combine(".pixcrawl", "tmp", "dead"), "half");

        files.Write(_folder.Combine("whole"), stream =>
        {
            inTheMaking = ((FileStream)stream).Name;
            files.Collect().ShouldBe(1);
            stream.WriteByte(1);
        });

        File.Exists(inTheMaking).ShouldBeFalse("it has got its name");
        _folder.Files().ShouldBe(["whole"]);
    }
}
