using System.Net;
using System.Text.RegularExpressions;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Datasets.Stores;
using PixCrawler.Datasets.Stores.S3;

namespace PixCrawler.Datasets.Tests.Stores;

/// <summary>Against s3rver.</summary>
public sealed class S3Server : StoreServer
{
    protected override (string Script, string[] Arguments) Program(string dataFolder) =>
        ("s3rver/bin/s3rver.js", ["-d", dataFolder, "-a", "127.0.0.1", "-p", "0", "--no-vhost-buckets", "--configure-bucket", "datasets"]);
}

public sealed class S3StoreTests : RemoteStoreCompliance, IClassFixture<S3Server>, IDisposable
{
    private readonly S3Server _server;
    private readonly S3Store _store;
    private readonly OpenUploads _open = new();

    public S3StoreTests(S3Server server)
        : base(server)
    {
        _server = server;
        Sender.Answered = _open.Answered;
        _store = New(TimeProvider.System, Secret);
    }

    private protected override IObjectStore Store => _store;

    private protected override string Secret => "S3RVER";

    private protected override IReadOnlyList<StorageTier> ServerTiers => [StorageTier.Hot, StorageTier.Warm];

    /// <summary>s3rver is older than the storage class that is meant by cold.</summary>
    [Fact]
    public async Task PutAsync_WhenCold_NamesItsStorageClass()
    {
        var classes = new List<string>();
        Sender.Instead = request =>
        {
            classes.AddRange(request.Headers.GetValues("x-amz-storage-class"));
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent([]) };
        };

        await PutAsync("x", [1], StorageTier.Cold);

        classes.ShouldBe(["GLACIER_IR"]);
    }

    [Theory]
    [InlineData((5 << 20) - 1)]
    [InlineData((512 << 20) + 1)]
    public void Options_WhenThePartIsOutOfRange_AreRefused(int bytes) => Should.Throw<ArgumentOutOfRangeException>(() => new S3Store(
        new S3StoreOptions("b", "a", "s") { PartBytes = bytes }, Sender.SendAsync, new TestCalls(), TimeProvider.System));

    public void Dispose() => _store.Dispose();

    private protected override IObjectStore StoreAt(TimeSpan offset) => New(new Shifted(offset), Secret);

    // s3rver knows who may ask, but does not compute signatures of version 4; those are made by Amazon's own client.
    private protected override IObjectStore WithAWrongKey() => New(TimeProvider.System, Secret, accessKey: "nobody");

    private protected override bool IsPart(string request) => request.Contains("partNumber=", StringComparison.Ordinal);

    private protected override async Task LeaveUploadAsync(string key) =>
        await _store.BeginAsync(key, new PutOptions("0"), default);

    private S3Store New(TimeProvider time, string secret, string accessKey = "S3RVER") => new(
        new S3StoreOptions("datasets", accessKey, secret) { Endpoint = _server.Address, PartBytes = PartBytes },
        SendAsync, new TestCalls(), time);

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var test = Sender.Instead;
        Sender.Instead = message => test(message) ?? _open.AnswerFor(message);
        try
        {
            return await Sender.SendAsync(request, cancellationToken);
        }
        finally
        {
            Sender.Instead = test;
        }
    }

    /// <summary>s3rver cannot list or abort uploads; this stands in for that part of the protocol and for nothing else.</summary>
    private sealed class OpenUploads
    {
        private readonly Dictionary<string, string> _keys = [];

        public void Answered(HttpRequestMessage request, HttpResponseMessage response)
        {
            if (!response.IsSuccessStatusCode || request.Method != HttpMethod.Post)
                return;
            if (request.RequestUri!.Query.StartsWith("?uploads", StringComparison.Ordinal))
            {
                var body = response.Content.ReadAsStringAsync().Result;
                _keys[Regex.Match(body, "<UploadId>(.*?)</UploadId>").Groups[1].Value] = Regex.Match(body, "<Key>(.*?)</Key>").Groups[1].Value;
                response.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/xml");
            }
            else
            {
                _keys.Remove(IdOf(request));
            }
        }

        public HttpResponseMessage? AnswerFor(HttpRequestMessage request)
        {
            if (request.Method == HttpMethod.Delete && _keys.Remove(IdOf(request)))
                return new HttpResponseMessage(HttpStatusCode.NoContent) { Content = new ByteArrayContent([]) };
            if (request.Method != HttpMethod.Get || !request.RequestUri!.Query.Contains("uploads", StringComparison.Ordinal))
                return null;
            var prefix = Uri.UnescapeDataString(Regex.Match(request.RequestUri.Query, "prefix=([^&]*)").Groups[1].Value);
            var uploads = _keys.Where(pair => pair.Value.StartsWith(prefix, StringComparison.Ordinal))
                .Select(pair => $"<Upload><Key>{pair.Value}</Key><UploadId>{pair.Key}</UploadId></Upload>");
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(
                    $"<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>{string.Concat(uploads)}</ListMultipartUploadsResult>",
                    System.Text.Encoding.UTF8, "application/xml"),
            };
        }

        private static string IdOf(HttpRequestMessage request) =>
            Uri.UnescapeDataString(Regex.Match(request.RequestUri!.Query, "uploadId=([^&]*)").Groups[1].Value);
    }
}
