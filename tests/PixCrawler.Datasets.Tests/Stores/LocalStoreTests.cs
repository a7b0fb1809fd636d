using PixCrawler.Datasets.Stores;

namespace PixCrawler.Datasets.Tests.Stores;

public sealed class LocalStoreTests : StoreCompliance, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalStore _store;

    public LocalStoreTests() => _store = new LocalStore(_folder.Path);

    private protected override IObjectStore Store => _store;

    [Fact]
    public void Link_IsNone() => _store.Link("x", TimeSpan.FromHours(1)).ShouldBeNull();

    public void Dispose() => _folder.Dispose();

    private protected override Task<byte[]> ReadAsync(string key) => File.ReadAllBytesAsync(_folder.Combine(key));

    private protected override Task LeaveUploadAsync(string key) =>
        File.WriteAllTextAsync(_folder.Combine(".pixcrawl-store", "0123"), "half");
}
