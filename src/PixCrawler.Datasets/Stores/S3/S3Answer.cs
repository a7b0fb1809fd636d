using System.Net;
using Amazon.Runtime.EventStreams;
using Amazon.Runtime.Internal.Transform;

namespace PixCrawler.Datasets.Stores.S3;

/// <summary>An answer as Amazon's client reads it.</summary>
internal sealed class S3Answer(HttpResponseMessage response) : IWebResponseData, IHttpResponseBody
{
    public long ContentLength => response.Content.Headers.ContentLength ?? 0;

    public string ContentType => GetHeaderValue("Content-Type");

    public HttpStatusCode StatusCode => response.StatusCode;

    public bool IsSuccessStatusCode => response.IsSuccessStatusCode;

    public IHttpResponseBody ResponseBody => this;

    public string[] GetHeaderNames() =>
        [.. response.Headers.Concat(response.Content.Headers).Select(header => header.Key)];

    public bool IsHeaderPresent(string headerName) => ValuesOf(headerName) is not null;

    public string GetHeaderValue(string headerName) => ValuesOf(headerName)?.FirstOrDefault() ?? "";

    public Stream OpenResponse() => response.Content.ReadAsStream();

    public Task<Stream> OpenResponseAsync() => response.Content.ReadAsStreamAsync();

    // Event streams belong to operations that stores do not use.
    public IEventStreamHeader GetEventStreamHeader(string headerName) => throw new NotSupportedException();

    public bool IsEventHeaderPresent(string headerName) => false;

    public void Dispose() => response.Dispose();

    private IEnumerable<string>? ValuesOf(string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values) ? values : null;
}
