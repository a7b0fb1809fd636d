using System.Globalization;
using System.Text;
using System.Xml.Linq;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Errors;

namespace PixCrawler.Datasets.Stores.Azure;

/// <summary>An upload in blocks to Azure.</summary>
/// <param name="Key">The blob's key.</param>
/// <param name="Options">What is said of it when the blocks are joined.</param>
/// <param name="Blocks">The names of the blocks sent.</param>
public sealed record AzureUpload(string Key, PutOptions Options, List<string> Blocks);

/// <summary>A container of Azure Blob storage, by its REST API (ADR 8). Tiers: Hot, Cool, Cold.</summary>
public sealed class AzureBlobStore : PartedStore<AzureUpload>
{
    private const int MinPartBytes = 1 << 20;
    private const int MaxPartBytes = 512 << 20;
    private const string HashHeader = "x-ms-meta-sha256";
    private const string TierHeader = "x-ms-access-tier";

    private readonly AzureBlobOptions _options;
    private readonly AzureRequests _requests;
    private readonly TimeProvider _timeProvider;

    /// <summary>Opens the store; nothing is sent.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="send">The guarded client.</param>
    /// <param name="calls">The way to the outside.</param>
    /// <param name="timeProvider">The clock requests are signed by.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size of a part is out of its range.</exception>
    /// <exception cref="FormatException">The key is not base64.</exception>
    public AzureBlobStore(AzureBlobOptions options, SendRequest send, IOutsideCalls calls, TimeProvider timeProvider)
        : base(calls, $"{options}", options.PartBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.PartBytes, MinPartBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.PartBytes, MaxPartBytes);
        (_options, _timeProvider) = (options, timeProvider);
        _requests = new AzureRequests(options, send, calls, timeProvider);
    }

    /// <inheritdoc/>
    public override ValueTask<StoredObject?> FindAsync(string key, CancellationToken cancellationToken)
    {
        // That there is none is an answer and no failed call.
        return _requests.FindAsync(_requests.BlobUrl(key), Read, cancellationToken);

        StoredObject Read(HttpResponseMessage response) => new(key, response.Content.Headers.ContentLength ?? 0)
        {
            Sha256 = AzureRequests.HeaderOf(response, HashHeader),
            Tier = TierOf(AzureRequests.HeaderOf(response, TierHeader)),
        };
    }

    /// <inheritdoc/>
    public override IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken) =>
        ListAsync(prefix, include: "", cancellationToken);

    /// <inheritdoc/>
    public override async ValueTask DeleteAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            await _requests.SendAsync(HttpMethod.Delete, _requests.BlobUrl(key), null, cancellationToken);
        }
        catch (NotFoundException)
        {
            // That there is none is no error.
        }
    }

    /// <inheritdoc/>
    public override Uri? Link(string key, TimeSpan lifetime) => _requests.LinkTo(key, _timeProvider.GetUtcNow() + StoreKey.Checked(lifetime));

    /// <inheritdoc/>
    /// <remarks>
    /// The service has no word for giving up blocks. A blob that has nothing but them is made empty, which drops them, and deleted.
    /// Blocks sent for a blob that exists are dropped by the service after a week.
    /// </remarks>
    public override async ValueTask<int> RemoveAbortedAsync(string prefix, CancellationToken cancellationToken)
    {
        var removed = 0;
        await using var whole = ListAsync(prefix, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var more = await whole.MoveNextAsync();
        await foreach (var item in ListAsync(prefix, "&include=uncommittedblobs", cancellationToken))
        {
            while (more && string.CompareOrdinal(whole.Current.Key, item.Key) < 0)
                more = await whole.MoveNextAsync();
            if (more && whole.Current.Key == item.Key)
                continue;
            await DropBlocksAsync(item.Key, cancellationToken);
            removed++;
        }

        return removed;
    }

    internal override async ValueTask PutWholeAsync(
        string key, ReadOnlyMemory<byte> bytes, PutOptions options, CancellationToken cancellationToken) =>
        await _requests.SendAsync(HttpMethod.Put, _requests.BlobUrl(key), request =>
        {
            request.Content = new ReadOnlyMemoryContent(bytes);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", options.ContentType);
            request.Headers.Add("x-ms-blob-type", "BlockBlob");
            Describe(request, options);
        }, cancellationToken);

    internal override ValueTask<AzureUpload> BeginAsync(string key, PutOptions options, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new AzureUpload(key, options, []));

    internal override async ValueTask PutPartAsync(
        AzureUpload upload, int number, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var block = Convert.ToBase64String(Encoding.ASCII.GetBytes(number.ToString("D6", CultureInfo.InvariantCulture)));
        upload.Blocks.Add(block);
        var url = _requests.BlobUrl(upload.Key, $"comp=block&blockid={Uri.EscapeDataString(block)}");
        await _requests.SendAsync(HttpMethod.Put, url, request => request.Content = new ReadOnlyMemoryContent(bytes), cancellationToken);
    }

    internal override async ValueTask CompleteAsync(AzureUpload upload, CancellationToken cancellationToken) =>
        await _requests.SendAsync(HttpMethod.Put, _requests.BlobUrl(upload.Key, "comp=blocklist"), request =>
        {
            var list = new XElement("BlockList", upload.Blocks.Select(block => new XElement("Latest", block)));
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(list.ToString(SaveOptions.DisableFormatting)));
            request.Headers.TryAddWithoutValidation("x-ms-blob-content-type", upload.Options.ContentType);
            Describe(request, upload.Options);
        }, cancellationToken);

    internal override async ValueTask AbortAsync(AzureUpload upload, CancellationToken cancellationToken)
    {
        if (upload.Blocks.Count > 0 && await FindAsync(upload.Key, cancellationToken) is null)
            await DropBlocksAsync(upload.Key, cancellationToken);
    }

    private async ValueTask DropBlocksAsync(string key, CancellationToken cancellationToken)
    {
        await CompleteAsync(new AzureUpload(key, new PutOptions("none"), []), cancellationToken);
        await DeleteAsync(key, cancellationToken);
    }

    private IAsyncEnumerable<StoredObject> ListAsync(string prefix, string include, CancellationToken cancellationToken) => PagesAsync<XElement>(
        (last, token) =>
        {
            var marker = last?.Element("NextMarker")?.Value ?? "";
            var url = _requests.ContainerUrl($"comp=list{include}&prefix={Uri.EscapeDataString(prefix)}&marker={Uri.EscapeDataString(marker)}");
            return _requests.SendAsync(
                HttpMethod.Get, url, null, async response => XElement.Parse(await response.Content.ReadAsStringAsync(token)), token);
        },
        page => page.Descendants("Blob").Select(blob => new StoredObject(
            blob.Element("Name")!.Value,
            long.TryParse(blob.Element("Properties")?.Element("Content-Length")?.Value, CultureInfo.InvariantCulture, out var bytes) ? bytes : 0)),
        page => string.IsNullOrEmpty(page.Element("NextMarker")?.Value),
        cancellationToken);

    private static void Describe(HttpRequestMessage request, PutOptions options)
    {
        request.Headers.Add(TierHeader, TierName(options.Tier));
        request.Headers.Add(HashHeader, options.Sha256);
    }

    private static string TierName(StorageTier tier) => tier switch
    {
        StorageTier.Hot => "Hot",
        StorageTier.Warm => "Cool",
        _ => "Cold",
    };

    private static StorageTier? TierOf(string? name) => name switch
    {
        "Hot" => StorageTier.Hot,
        "Cool" => StorageTier.Warm,
        "Cold" => StorageTier.Cold,
        _ => null,
    };
}
