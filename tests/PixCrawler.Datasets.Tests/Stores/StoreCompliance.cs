using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Errors;
using PixCrawler.Datasets.Exports;
using PixCrawler.Datasets.Stores;
using PixCrawler.Datasets.Tests.Exports;

namespace PixCrawler.Datasets.Tests.Stores;

/// <summary>What every store promises, whatever is behind it.</summary>
public abstract class StoreCompliance
{
    /// <summary>The smallest part all stores take.</summary>
    protected const int PartBytes = 5 << 20;

    private protected abstract IObjectStore Store { get; }

    private string Prefix { get; } = $"t{Interlocked.Increment(ref _lastPrefix)}/";

    private static int _lastPrefix;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(PartBytes - 1)]
    [InlineData(PartBytes)]
    [InlineData((2 * PartBytes) + 77)]
    public async Task PutAsync_OfAnyLength_IsThereWithItsBytesHashAndProgress(int length)
    {
        var bytes = Samples.Bytes(length, length);
        var sent = new List<long>();

        await PutAsync("a/b.bin", bytes, sent: new Told(sent.Add));

        var found = await Store.FindAsync(Prefix + "a/b.bin", default);
        found.ShouldNotBeNull().Bytes.ShouldBe(length);
        found.Sha256.ShouldBe(Samples.Hash(bytes));
        (await ReadAsync(Prefix + "a/b.bin")).ShouldBe(bytes);
        sent.LastOrDefault().ShouldBe(length);
        sent.ShouldBe(sent.Order());
    }

    [Theory]
    [InlineData("plain.txt")]
    [InlineData("with blank.txt")]
    [InlineData("a+b&c=d%20e.txt")]
    [InlineData("日本/é.txt")]
    [InlineData("(brackets)'[x]~!$,;.txt")]
    public async Task PutAsync_OfAnySafeKey_IsFoundAndListedByIt(string key)
    {
        await PutAsync(key, [1, 2, 3]);

        (await Store.FindAsync(Prefix + key, default)).ShouldNotBeNull().Bytes.ShouldBe(3);
        (await ListAsync()).ShouldBe([key]);
        (await ReadAsync(Prefix + key)).ShouldBe([1, 2, 3]);
        await Store.DeleteAsync(Prefix + key, default);
        (await ListAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("/abs")]
    [InlineData("a\\b")]
    [InlineData("a\nb")]
    [InlineData("nul")]
    [InlineData("")]
    public async Task Keys_WhenUnsafe_AreRefused(string key)
    {
        await Should.ThrowAsync<ArgumentException>(async () => await Store.PutAsync(key, Stream.Null, new PutOptions("x"), null, default));
        await Should.ThrowAsync<ArgumentException>(async () => await Store.FindAsync(key, default));
        await Should.ThrowAsync<ArgumentException>(async () => await Store.DeleteAsync(key, default));
        Should.Throw<ArgumentException>(() => Store.Link(key, TimeSpan.FromHours(1)));
    }

    [Fact]
    public async Task PutAsync_WhenThereAlready_ReplacesTheWhole()
    {
        await PutAsync("x", Samples.Bytes(1, 1000));
        await PutAsync("x", Samples.Bytes(2, 10));

        (await ReadAsync(Prefix + "x")).ShouldBe(Samples.Bytes(2, 10));
        (await Store.FindAsync(Prefix + "x", default))!.Sha256.ShouldBe(Samples.Hash(Samples.Bytes(2, 10)));
    }

    [Fact]
    public async Task FindAsync_WhenAbsent_IsNull() => (await Store.FindAsync(Prefix + "nothing", default)).ShouldBeNull();

    [Fact]
    public async Task DeleteAsync_WhenAbsent_IsNoError()
    {
        await Store.DeleteAsync(Prefix + "nothing", default);
        await PutAsync("x", [1]);
        await Store.DeleteAsync(Prefix + "x", default);
        await Store.DeleteAsync(Prefix + "x", default);

        (await Store.FindAsync(Prefix + "x", default)).ShouldBeNull();
    }

    [Fact]
    public async Task ListAsync_ListsWhatBeginsSoInOrder()
    {
        foreach (var key in new[] { "b/2", "a/1", "b/10", "c" })
            await PutAsync(key, new byte[key.Length]);

        (await ListAsync()).ShouldBe(["a/1", "b/10", "b/2", "c"]);
        (await ListAsync("b/")).ShouldBe(["b/10", "b/2"]);
        (await ListAsync("zzz")).ShouldBeEmpty();
    }

    [Fact]
    public async Task PutAsync_WhenCancelledInTheMiddle_LeavesNothing()
    {
        using var stop = new CancellationTokenSource();
        var content = new MemoryStream(Samples.Bytes(1, 3 * PartBytes));

        await Should.ThrowAsync<OperationCanceledException>(async () => await Store.PutAsync(
            Prefix + "x", content, new PutOptions("0"), new Told(sent => { if (sent >= PartBytes) stop.Cancel(); }), stop.Token));

        (await Store.FindAsync(Prefix + "x", default)).ShouldBeNull();
        (await ListAsync()).ShouldBeEmpty();
        (await Store.RemoveAbortedAsync(Prefix, default)).ShouldBe(0);
    }

    [Fact]
    public async Task RemoveAbortedAsync_RemovesWhatADeadProcessLeft()
    {
        await LeaveUploadAsync(Prefix + "dead");
        await PutAsync("alive", [1]);

        (await Store.RemoveAbortedAsync(Prefix, default)).ShouldBe(1);

        (await Store.RemoveAbortedAsync(Prefix, default)).ShouldBe(0);
        (await ListAsync()).ShouldBe(["alive"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData((7 * 86_400) + 1)]
    public void Link_WhenItsLifetimeIsOutOfRange_IsRefused(int seconds) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Store.Link("x", TimeSpan.FromSeconds(seconds)));

    /// <summary>An upload of an export that was stopped is gone on with; what is there with its hash is not sent again.</summary>
    [Fact]
    public async Task DatasetUpload_WhenRepeated_SendsOnlyWhatIsMissing()
    {
        using var dataset = await SampleDataset.CreateAsync(6);
        await dataset.ExportAsync(new ExportOptions { Name = "pets" });

        var first = await UploadAsync();
        await Store.DeleteAsync(Prefix + "index.csv", default);
        var second = await UploadAsync();
        var third = await UploadAsync();

        first.ShouldBe(new UploadProgress(11, first.Bytes, 0, 11));
        second.Skipped.ShouldBe(10);
        third.ShouldBe(new UploadProgress(11, 0, 11, 11));
        (await ListAsync()).ShouldBe(dataset.Files().Keys);

        Task<UploadProgress> UploadAsync() => DatasetUpload.RunAsync(dataset.Output(), Store, Prefix, StorageTier.Hot, null, default);
    }

    [Fact]
    public async Task DatasetUpload_WhenThereIsNoExport_SaysSo() => (await Should.ThrowAsync<InvalidInputException>(
        () => DatasetUpload.RunAsync("/nowhere", Store, "", StorageTier.Hot, null, default))).Reason.ShouldBe("export-missing");

    private protected abstract Task<byte[]> ReadAsync(string key);

    private protected abstract Task LeaveUploadAsync(string key);

    private protected async Task PutAsync(string key, byte[] bytes, StorageTier tier = StorageTier.Hot, IProgress<long>? sent = null) =>
        await Store.PutAsync(Prefix + key, new MemoryStream(bytes), new PutOptions(Samples.Hash(bytes), "image/jpeg", tier), sent, default);

    private protected string KeyOf(string key) => Prefix + key;

    private async Task<List<string>> ListAsync(string prefix = "") =>
        await Store.ListAsync(Prefix + prefix, default).Select(item => item.Key[Prefix.Length..]).ToListAsync();

    private sealed class Told(Action<long> tell) : IProgress<long>
    {
        public void Report(long value) => tell(value);
    }
}
