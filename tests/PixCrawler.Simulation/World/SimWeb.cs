using System.Net;
using System.Text;
using PixCrawler.Simulation.Engine;

namespace PixCrawler.Simulation.World;

/// <summary>One request as the server saw it.</summary>
internal sealed record WebRequest(int Number, string Url, string Host, SimProcess By, TimeSpan At, long Step)
{
    /// <summary>When its answer ended, or it was broken off; null while it is under way.</summary>
    public TimeSpan? EndedAt { get; set; }

    public int? Status { get; set; }

    /// <summary>How long the answer asked to be left alone.</summary>
    public TimeSpan? RetryAfter { get; set; }

    public bool IsSiteFile => Url.EndsWith(".txt", StringComparison.Ordinal) || Url.EndsWith(".json", StringComparison.Ordinal);
}

/// <summary>The servers: they answer by script and keep a log of their own.</summary>
internal sealed class SimWeb
{
    private readonly SimLoop _loop;
    private readonly SimRandom _chance;
    private readonly Dictionary<string, UrlScript> _scripts;
    private readonly Dictionary<string, string> _robots;

    public SimWeb(SimLoop loop, SimRandom chance, IEnumerable<UrlScript> scripts, Dictionary<string, string> robots)
    {
        (_loop, _chance, _robots) = (loop, chance, robots);
        _scripts = scripts.GroupBy(script => script.Url).ToDictionary(group => group.Key, group => group.First());
    }

    public List<WebRequest> Log { get; } = [];

    /// <summary>Called for every request, before it is answered.</summary>
    public Action<WebRequest> Asked { get; set; } = _ => { };

    public int CountOf(string url) => Log.Count(request => request.Url == url);

    public async Task<HttpResponseMessage> GetAsync(SimProcess by, Uri uri, CancellationToken token)
    {
        var request = new WebRequest(Log.Count, uri.AbsoluteUri, uri.Host, by, _loop.Elapsed, _loop.Steps);
        _loop.Trace.Line(_loop.Elapsed, by.Name, $"GET {request.Url}");
        Log.Add(request);
        Asked(request);
        try
        {
            await Pause(by, _chance.Milliseconds(1, 40), token);
            return _scripts.TryGetValue(request.Url, out var script)
                ? await AnswerAsync(request, script, token)
                : Simple(request, request.IsSiteFile ? SiteFile(request) : uri.AbsolutePath.StartsWith("/moved/", StringComparison.Ordinal) ? Moved(uri) : null);
        }
        catch
        {
            End(request);
            throw;
        }
    }

    private async Task<HttpResponseMessage> AnswerAsync(WebRequest request, UrlScript script, CancellationToken token)
    {
        var fails = CountOf(request.Url) <= script.Times;
        switch (script.Kind)
        {
            case UrlKind.Status:
                return Plain(request, (HttpStatusCode)script.Status);
            case UrlKind.Busy when fails:
                return Plain(request, _chance.Chance(0.5) ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.GatewayTimeout);
            case UrlKind.RetryAfter when fails:
                var busy = Plain(request, _chance.Chance(0.5) ? HttpStatusCode.TooManyRequests : HttpStatusCode.ServiceUnavailable);
                busy.Headers.TryAddWithoutValidation("Retry-After", $"{script.RetryAfterSeconds}");
                request.RetryAfter = TimeSpan.FromSeconds(script.RetryAfterSeconds);
                return busy;
            case UrlKind.Hang when fails:
                await Pause(request.By, TimeSpan.FromHours(10), token);
                throw new HttpRequestException("hung up");
            case UrlKind.Reset when fails:
                throw new HttpRequestException(HttpRequestError.ConnectionError, "connection reset");
            case UrlKind.BrokenBody when fails:
                return Body(request, script.Body, new SimBody(this, request, Bytes(script.Body), BodyEnd.Early));
            case UrlKind.Slow:
                await Pause(request.By, _chance.Seconds(0.1, 5), token);
                return Body(request, script.Body, new SimBody(this, request, Bytes(script.Body), BodyEnd.Slow));
            case UrlKind.Redirect:
                var moved = Plain(request, HttpStatusCode.Found);
                moved.Headers.TryAddWithoutValidation("Location", $"/moved{new Uri(script.Url).AbsolutePath}");
                return moved;
            case UrlKind.PoisonOnArrival:
                _loop.Trace.Line(_loop.Elapsed, request.By.Name, $"killed by {request.Url}");
                request.By.Kill();
                End(request);
                return await new TaskCompletionSource<HttpResponseMessage>().Task;
            default:
                return Simple(request, script.Body);
        }
    }

    private HttpResponseMessage Simple(WebRequest request, string? body) =>
        body is null ? Plain(request, HttpStatusCode.NotFound) : Body(request, body, new SimBody(this, request, Bytes(body), BodyEnd.Whole));

    private static HttpResponseMessage Body(WebRequest request, string text, SimBody body)
    {
        request.Status = 200;
        var content = new StreamContent(body);
        content.Headers.ContentLength = Bytes(text).Length;
        content.Headers.TryAddWithoutValidation("Content-Type", "image/png");
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }

    private HttpResponseMessage Plain(WebRequest request, HttpStatusCode status)
    {
        request.Status = (int)status;
        End(request);
        return new HttpResponseMessage(status) { Content = new ByteArrayContent([]) };
    }

    private string? SiteFile(WebRequest request) => _robots.GetValueOrDefault(request.Url);

    private static string Moved(Uri uri) => $"image:moved {uri.AbsolutePath}";

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    internal void End(WebRequest request)
    {
        if (request.EndedAt is not null)
            return;
        request.EndedAt = _loop.Elapsed;
        _loop.Trace.Line(_loop.Elapsed, request.By.Name, $"     {request.Status?.ToString() ?? "-"} {request.Url}");
    }

    /// <summary>A wait that is broken off with the caller's token, on the loop.</summary>
    internal static Task Pause(SimProcess by, TimeSpan delay, CancellationToken token)
    {
        var waited = new TaskCompletionSource();
        if (token.CanBeCanceled)
            token.Register(() => by.Post(() => waited.TrySetCanceled(token)));
        by.After(delay, () => waited.TrySetResult());
        return waited.Task;
    }

    internal TimeSpan Drip() => _chance.Seconds(0.05, 3);
}

/// <summary>How a body goes.</summary>
internal enum BodyEnd
{
    Whole,
    Early,
    Slow,
}

/// <summary>A body on its way.</summary>
internal sealed class SimBody(SimWeb web, WebRequest request, byte[] bytes, BodyEnd end) : Stream
{
    private int _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _at;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (end == BodyEnd.Slow)
            await SimWeb.Pause(request.By, web.Drip(), cancellationToken);
        if (end == BodyEnd.Early && _at >= bytes.Length / 2)
            throw new IOException("the connection broke");
        var most = end == BodyEnd.Whole ? bytes.Length - _at : Math.Min(bytes.Length - _at, Math.Max(1, bytes.Length / 3));
        var count = Math.Min(buffer.Length, most);
        bytes.AsMemory(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        web.End(request);
        base.Dispose(disposing);
    }
}
