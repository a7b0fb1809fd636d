using PixCrawler.Datasets.Stores;
using PixCrawler.Datasets.Stores.Azure;

namespace PixCrawler.Datasets.Tests.Stores;

/// <summary>Against Azurite.</summary>
public sealed class AzuriteServer : StoreServer
{
    /// <summary>The account that every emulator has; documented, and no secret.</summary>
    internal const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    internal AzureBlobOptions Options => new("devstoreaccount1", Key, "datasets")
    {
        Endpoint = new Uri(Address, "devstoreaccount1"),
        PartBytes = 5 << 20,
    };

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var requests = new AzureRequests(Options, new TestSender(Client).SendAsync, new TestCalls(), TimeProvider.System);
        await requests.SendAsync(HttpMethod.Put, requests.ContainerUrl("timeout=30"), null, default);
    }

    protected override (string Script, string[] Arguments) Program(string dataFolder) => (
        "azurite/dist/src/blob/main.js",
        ["--blobHost", "127.0.0.1", "--blobPort", "0", "--location", dataFolder, "--silent", "--disableTelemetry", "--skipApiVersionCheck"]);
}

public sealed class AzureBlobStoreTests(AzuriteServer server) : RemoteStoreCompliance(server), IClassFixture<AzuriteServer>
{
    private readonly AzuriteServer _server = server;

    private protected override IObjectStore Store => StoreAt(TimeSpan.Zero);

    private protected override string Secret => AzuriteServer.Key;

    [Theory]
    [InlineData((1 << 20) - 1)]
    [InlineData((512 << 20) + 1)]
    public void Options_WhenThePartIsOutOfRange_AreRefused(int bytes) => Should.Throw<ArgumentOutOfRangeException>(() => new AzureBlobStore(
        new AzureBlobOptions("a", "AAAA", "c") { PartBytes = bytes }, Sender.SendAsync, new TestCalls(), TimeProvider.System));

    [Fact]
    public async Task Link_IsForItsBlobOnly()
    {
        await PutAsync("x", [1]);
        await PutAsync("y", [2]);

        var other = Store.Link(KeyOf("x"), TimeSpan.FromMinutes(5))!.AbsoluteUri.Replace("/x?", "/y?", StringComparison.Ordinal);

        (await _server.Client.GetAsync(other)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
    }

    private protected override IObjectStore StoreAt(TimeSpan offset) =>
        new AzureBlobStore(_server.Options, Sender.SendAsync, new TestCalls(), new Shifted(offset));

    private protected override IObjectStore WithAWrongKey() =>
        new AzureBlobStore(_server.Options with { Key = "d3Jvbmc=" }, Sender.SendAsync, new TestCalls(), TimeProvider.System);

    private protected override bool IsPart(string request) => request.Contains("blockid=", StringComparison.Ordinal);

    private protected override async Task LeaveUploadAsync(string key)
    {
        var store = (AzureBlobStore)Store;
        await store.PutPartAsync(await store.BeginAsync(key, new PutOptions("0"), default), 1, new byte[10], default);
    }
}
