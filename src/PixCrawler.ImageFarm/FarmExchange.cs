using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PixCrawler.ImageFarm.Pictures;

namespace PixCrawler.ImageFarm;

/// <summary>One request being answered: all that a behaviour needs, and the count of what it sent.</summary>
internal sealed class FarmExchange(
    HttpContext http, ImageFarmOptions options, ImageLibrary library, FarmRouter router, int attempt, CancellationToken cancelled)
{
    public HttpContext Http { get; } = http;

    public ImageFarmOptions Options { get; } = options;

    /// <summary>Which request for this full URL it is, from 1.</summary>
    public int Attempt { get; } = attempt;

    /// <summary>Set when the client has gone away or the farm is being disposed.</summary>
    public CancellationToken Cancelled { get; } = cancelled;

    public RouteValueDictionary Route { get; set; } = [];

    public DateTimeOffset Now => Options.TimeProvider.GetUtcNow();

    public int Status { get; set; }

    public long BytesSent { get; set; }

    public bool Aborted { get; set; }

    /// <summary>The authority the client asked for, so that links lead back to the same address.</summary>
    public string Authority => Http.Request.Host.Value ?? "";

    public string Text(string name) => Route[name] as string ?? throw new FarmRouteException($"The path lacks its {name}.");

    public int Int(string name, int least = 0, int most = int.MaxValue) =>
        int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most
            ? value : throw new FarmRouteException($"The path's {name} is '{Text(name)}'; it must be a number from {least} to {most}.");

    /// <summary>The image that the path's last part names: <c>img/…</c> or <c>gen/…</c>.</summary>
    public FarmImage Image() => ImageAt(Text("path"));

    public FarmImage ImageAt(string path) => path.Trim('/').Split('/') switch
    {
        ["img", var name] => library.Find(name),
        ["gen", var seed, var file] when int.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out int number) =>
            FarmImage.Generate(number, file),
        _ => null,
    } ?? throw new FarmRouteException($"No image at '{path}'; ask for img/NAME or gen/SEED/WIDTHxHEIGHT.png (bmp, gif).");

    /// <summary>Answers as the path's last part says: any behaviour.</summary>
    public Task ContinueAsync() => router.AnswerAsync(this, "/" + Text("path"));

    public Task SendAsync(FarmImage image) => SendAsync(StatusCodes.Status200OK, image.ContentType, image.Bytes);

    public async Task SendAsync(int status, string contentType, ReadOnlyMemory<byte> body)
    {
        Http.Response.StatusCode = status;
        if (contentType.Length > 0) Http.Response.ContentType = contentType;
        if (MayHaveBody(status)) Http.Response.ContentLength = body.Length;
        if (MayHaveBody(status) && !HttpMethods.IsHead(Http.Request.Method)) await WriteAsync(body);
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        await Http.Response.Body.WriteAsync(bytes, Cancelled);
        BytesSent += bytes.Length;
    }

    public Task DelayAsync(TimeSpan delay) => Task.Delay(delay, Options.TimeProvider, Cancelled);

    /// <summary>Does nothing until the client goes away or the farm is disposed.</summary>
    public Task HangAsync() => DelayAsync(Timeout.InfiniteTimeSpan);

    public RawAnswer Raw() => new(this);

    private static bool MayHaveBody(int status) =>
        status is >= 200 and not StatusCodes.Status204NoContent and not StatusCodes.Status304NotModified;
}
