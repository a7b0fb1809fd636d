using System.Net;
using Akka.Actor;
using PixCrawler.Actors.Datasets;
using PixCrawler.Actors.Datasets.Stores;
using PixCrawler.Actors.Tests.World;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Datasets;
using PixCrawler.Datasets.Exports;
using PixCrawler.Datasets.Exports.Archives;
using PixCrawler.Datasets.Stores;
using PixCrawler.Datasets.Stores.Azure;
using PixCrawler.Datasets.Tests.Stores;
using PixCrawler.Net.Dns;
using PixCrawler.Net.Http;
using PixCrawler.Net.Resilience;

namespace PixCrawler.Actors.Tests.Datasets;

public sealed class ExportS3 : StoreServer
{
    protected override (string Script, string[] Arguments) Program(string dataFolder) =>
        ("s3rver/bin/s3rver.js", ["-d", dataFolder, "-a", "127.0.0.1", "-p", "0", "--no-vhost-buckets", "--configure-bucket", "datasets"]);
}

public sealed class ExportAzurite : StoreServer
{
    protected override (string Script, string[] Arguments) Program(string dataFolder) => (
        "azurite/dist/src/blob/main.js",
        ["--blobHost", "127.0.0.1", "--blobPort", "0", "--location", dataFolder, "--silent", "--disableTelemetry", "--skipApiVersionCheck"]);
}

/// <summary>Exports through the actors, the guarded client and the upload pipeline into servers on loopback (B1, D6).</summary>
public sealed class StoreExportTests(ExportS3 s3, ExportAzurite azurite) : JobWorld, IClassFixture<ExportS3>, IClassFixture<ExportAzurite>
{
    private const string AzureAccount = "devstoreaccount1";

    // The account that every emulator has; documented, and no secret.
    private const string AzureKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _root = Directory.CreateTempSubdirectory("pixcrawl-test-").FullName;
    private StoreConnections? _stores;

    protected override void AfterAll()
    {
        base.AfterAll();
        _stores?.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Theory]
    [InlineData(false, ExportLayout.ImageFolder, ExportCompression.None, StorageTier.Warm)]
    [InlineData(true, ExportLayout.Files, ExportCompression.Zip, StorageTier.Cold)]
    public async Task Export_ToAStore_PutsItThereOnceAndLinksToIt(bool isAzure, ExportLayout layout, ExportCompression compression, StorageTier tier)
    {
        var target = isAzure ? $"azure://datasets/runs/1?endpoint={azurite.Address}{AzureAccount}" : $"s3://datasets/runs/1?endpoint={s3.Address}";
        Connect(allowed: true);
        if (isAzure)
            await CreateContainerAsync();
        await RunJobAsync();
        var specification = new ExportSpecification { Layout = layout, Compression = compression, Target = target, Tier = tier };

        var first = await ExportAsync(specification);
        first.Status.ShouldBe(ExportStatus.Completed, first.Cause?.Message);
        (first.Result!.Samples, first.Result.SkippedFiles, first.Result.Location).ShouldBe((3, 0, target));
        var again = await ExportAsync(specification);
        (again.Result!.SkippedFiles, again.Result.UploadedBytes).ShouldBe((first.Result.UploadedFiles, 0));

        using var connection = _stores!.Open(target);
        var stored = new List<StoredObject>();
        await foreach (var item in connection.Store.ListAsync(connection.Prefix, CancellationToken.None))
            stored.Add(item);
        stored.Count.ShouldBe((int)first.Result.UploadedFiles);
        Directory.Exists(Path.Combine(_root, "out", ".pixcrawl", "exports", "store")).ShouldBeFalse("what was only on its way is deleted");
        var links = (ExportLinks)await Jobs.Ask<IWithJobId>(new LinkExport(JobId, "store", TimeSpan.FromMinutes(5)), Patience);
        (await s3.Client.GetAsync(links.Links[0].Url)).StatusCode.ShouldBe(HttpStatusCode.OK);
        Logs.Events.ShouldAllBe(line => !line.RenderMessage(null).Contains("S3RVER") && !line.RenderMessage(null).Contains(AzureKey));
    }

    [Fact]
    public async Task Export_ToAStoreInANetworkThatIsNotAllowed_IsRefusedByTheGuard()
    {
        Connect(allowed: false);
        await RunJobAsync();

        var report = await ExportAsync(new ExportSpecification { Target = $"s3://datasets/x?endpoint={s3.Address}" });

        (report.Status, report.Cause!.Reason).ShouldBe((ExportStatus.Failed, "address-forbidden"));
        report.Cause.Message.ShouldContain("allowed networks");
    }

    private void Connect(bool allowed)
    {
        var access = new NetworkAccessOptions { AllowedNetworks = allowed ? [IPNetwork.Parse("127.0.0.0/8")] : [] };
        _stores = new StoreConnections(
            new StoreOptions
            {
                AccessKeyId = "S3RVER",
                SecretAccessKey = "S3RVER",
                AzureConnectionString = $"AccountName={AzureAccount};AccountKey={AzureKey}",
            },
            GuardedHttp.ForServices(new HttpOptions(), access, new SystemAddressResolver(), TimeProvider.System),
            new ResiliencePipelines(new ResilienceOptions(), TimeProvider.System, new Random(1)),
            TimeProvider.System);
        (Datasets, Exports) = (new DatasetStore(), new DatasetExports(new DatasetExporter(new LibZstd()), _stores, TimeProvider.System));
    }

    private async Task CreateContainerAsync()
    {
        var options = new AzureBlobOptions(AzureAccount, AzureKey, "datasets") { Endpoint = new Uri(azurite.Address, AzureAccount) };
        var requests = new AzureRequests(options, azurite.Client.SendAsync, _stores!, TimeProvider.System);
        await requests.SendAsync(HttpMethod.Put, requests.ContainerUrl("timeout=30"), null, CancellationToken.None);
    }

    private async Task RunJobAsync()
    {
        Lists.With("urls.txt", Urls(3));
        Submit(Specification() with { OutputFolder = Path.Combine(_root, "out") });
        (await EndAsync()).Tally.Kept.ShouldBe(3);
    }

    private async Task<ExportReport> ExportAsync(ExportSpecification specification)
    {
        (await Jobs.Ask<IWithJobId>(new ExportDataset(JobId, "store", specification) { Refresh = true }, Patience)).ShouldBeOfType<ExportAccepted>();
        ExportReport? report = null;
        await AwaitConditionAsync(
            async () => (report = await Jobs.Ask<ExportReport>(new GetExportStatus(JobId, "store"), Patience)).Status != ExportStatus.Running,
            Patience, TimeSpan.FromMilliseconds(20), "the export ends");
        return report!;
    }
}
