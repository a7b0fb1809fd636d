using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Failures;

namespace PixCrawler.Datasets.Stores.S3;

/// <summary>An upload in parts to S3.</summary>
/// <param name="Key">The object's key.</param>
/// <param name="Id">The service's name for the upload.</param>
/// <param name="Parts">What the service said of each part.</param>
public sealed record S3Upload(string Key, string Id, List<PartETag> Parts);

/// <summary>A bucket of Amazon S3 or of a server that speaks its protocol. Tiers: STANDARD, STANDARD_IA, GLACIER_IR.</summary>
public sealed class S3Store : PartedStore<S3Upload>, IDisposable
{
    private const int MinPartBytes = 5 << 20;
    private const int MaxPartBytes = 512 << 20;
    private const string HashHeader = "sha256";

    private readonly S3StoreOptions _options;
    private readonly GuardedS3Client _client;
    private readonly TimeProvider _timeProvider;

    /// <summary>Opens the store; nothing is sent.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="send">The guarded client.</param>
    /// <param name="calls">The way to the outside.</param>
    /// <param name="timeProvider">The clock links are made by.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size of a part is out of its range.</exception>
    public S3Store(S3StoreOptions options, SendRequest send, IOutsideCalls calls, TimeProvider timeProvider)
        : base(calls, $"{options}", options.PartBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.PartBytes, MinPartBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.PartBytes, MaxPartBytes);
        (_options, _timeProvider) = (options, timeProvider);
        _client = new GuardedS3Client(
            options.SessionToken is { } token
                ? new SessionAWSCredentials(options.AccessKey, options.SecretKey, token)
                : new BasicAWSCredentials(options.AccessKey, options.SecretKey),
            GuardedS3Client.ConfigOf(options), send);
    }

    /// <inheritdoc/>
    public override async ValueTask<StoredObject?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var request = new GetObjectMetadataRequest { BucketName = _options.Bucket, Key = StoreKey.Checked(key) };
        // That there is none is an answer and no failed call.
        var found = await SendAsync(
            async token =>
            {
                try
                {
                    return await _client.GetObjectMetadataAsync(request, token);
                }
                catch (AmazonServiceException error) when (error.StatusCode == HttpStatusCode.NotFound)
                {
                    return null;
                }
            },
            cancellationToken);
        if (found is null)
            return null;
        var hash = found.Metadata[HashHeader];
        return new StoredObject(key, found.ContentLength)
        {
            Sha256 = string.IsNullOrEmpty(hash) ? null : hash,
            Tier = TierOf(found.StorageClass),
        };
    }

    /// <inheritdoc/>
    public override IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken) => PagesAsync<ListObjectsV2Response>(
        (last, token) => SendAsync(
            inner => _client.ListObjectsV2Async(
                new ListObjectsV2Request { BucketName = _options.Bucket, Prefix = prefix, ContinuationToken = last?.NextContinuationToken }, inner),
            token),
        page => (page.S3Objects ?? []).Select(item => new StoredObject(item.Key, item.Size ?? 0)),
        page => page.IsTruncated != true,
        cancellationToken);

    /// <inheritdoc/>
    public override async ValueTask DeleteAsync(string key, CancellationToken cancellationToken)
    {
        var request = new DeleteObjectRequest { BucketName = _options.Bucket, Key = StoreKey.Checked(key) };
        await SendAsync(token => _client.DeleteObjectAsync(request, token), cancellationToken);
    }

    /// <inheritdoc/>
    public override Uri? Link(string key, TimeSpan lifetime) => new(_client.GetPreSignedURL(new GetPreSignedUrlRequest
    {
        BucketName = _options.Bucket,
        Key = StoreKey.Checked(key),
        Expires = (_timeProvider.GetUtcNow() + StoreKey.Checked(lifetime)).UtcDateTime,
        Verb = HttpVerb.GET,
        Protocol = _options.Endpoint?.Scheme == "http" ? Protocol.HTTP : Protocol.HTTPS,
    }));

    /// <inheritdoc/>
    public override async ValueTask<int> RemoveAbortedAsync(string prefix, CancellationToken cancellationToken)
    {
        var removed = 0;
        ListMultipartUploadsResponse? page = null;
        do
        {
            var request = new ListMultipartUploadsRequest
            {
                BucketName = _options.Bucket,
                Prefix = prefix,
                KeyMarker = page?.NextKeyMarker,
                UploadIdMarker = page?.NextUploadIdMarker,
            };
            page = await SendAsync(token => _client.ListMultipartUploadsAsync(request, token), cancellationToken);
            foreach (var upload in page.MultipartUploads ?? [])
            {
                await AbortAsync(new S3Upload(upload.Key, upload.UploadId, []), cancellationToken);
                removed++;
            }
        }
        while (page.IsTruncated == true);
        return removed;
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    internal override async ValueTask PutWholeAsync(
        string key, ReadOnlyMemory<byte> bytes, PutOptions options, CancellationToken cancellationToken) =>
        await SendAsync(
            token =>
            {
                var request = new PutObjectRequest
                {
                    BucketName = _options.Bucket,
                    Key = key,
                    InputStream = StreamOf(bytes),
                    ContentType = options.ContentType,
                    StorageClass = ClassOf(options.Tier),
                    UseChunkEncoding = false,
                };
                request.Metadata[HashHeader] = options.Sha256;
                return _client.PutObjectAsync(request, token);
            },
            cancellationToken);

    internal override async ValueTask<S3Upload> BeginAsync(string key, PutOptions options, CancellationToken cancellationToken)
    {
        var request = new InitiateMultipartUploadRequest
        {
            BucketName = _options.Bucket,
            Key = key,
            ContentType = options.ContentType,
            StorageClass = ClassOf(options.Tier),
        };
        request.Metadata[HashHeader] = options.Sha256;
        var begun = await SendAsync(token => _client.InitiateMultipartUploadAsync(request, token), cancellationToken);
        return new S3Upload(key, begun.UploadId, []);
    }

    internal override async ValueTask PutPartAsync(
        S3Upload upload, int number, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var part = await SendAsync(
            token => _client.UploadPartAsync(
                new UploadPartRequest
                {
                    BucketName = _options.Bucket,
                    Key = upload.Key,
                    UploadId = upload.Id,
                    PartNumber = number,
                    PartSize = bytes.Length,
                    InputStream = StreamOf(bytes),
                    UseChunkEncoding = false,
                },
                token),
            cancellationToken);
        upload.Parts.Add(new PartETag(number, part.ETag));
    }

    internal override async ValueTask CompleteAsync(S3Upload upload, CancellationToken cancellationToken)
    {
        var request = new CompleteMultipartUploadRequest
        {
            BucketName = _options.Bucket,
            Key = upload.Key,
            UploadId = upload.Id,
            PartETags = upload.Parts,
        };
        await SendAsync(token => _client.CompleteMultipartUploadAsync(request, token), cancellationToken);
    }

    internal override async ValueTask AbortAsync(S3Upload upload, CancellationToken cancellationToken)
    {
        var request = new AbortMultipartUploadRequest { BucketName = _options.Bucket, Key = upload.Key, UploadId = upload.Id };
        await SendAsync(token => _client.AbortMultipartUploadAsync(request, token), cancellationToken);
    }

    private ValueTask<T> SendAsync<T>(Func<CancellationToken, Task<T>> send, CancellationToken cancellationToken) => CallAsync(
        async (errorOf, token) =>
        {
            try
            {
                return await send(token);
            }
            catch (AmazonServiceException error) when (error.StatusCode != 0)
            {
                throw errorOf(new ErrorAnswer((int)error.StatusCode, Name) { Codes = error.ErrorCode is { Length: > 0 } code ? [code] : [] });
            }
        },
        cancellationToken);

    private static MemoryStream StreamOf(ReadOnlyMemory<byte> bytes) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);

    private static S3StorageClass ClassOf(StorageTier tier) => tier switch
    {
        StorageTier.Hot => S3StorageClass.Standard,
        StorageTier.Warm => S3StorageClass.StandardInfrequentAccess,
        _ => S3StorageClass.GlacierInstantRetrieval,
    };

    // Amazon leaves the header out for STANDARD.
    private static StorageTier? TierOf(S3StorageClass? storageClass) => storageClass?.Value switch
    {
        null or "" or "STANDARD" => StorageTier.Hot,
        "STANDARD_IA" => StorageTier.Warm,
        "GLACIER_IR" => StorageTier.Cold,
        _ => null,
    };
}
