using System.Globalization;
using PixCrawler.ImageFarm;

namespace PixCrawler.CrashTests;

/// <summary>A farm in this process, its own request log, and a list of distinct URLs on it whose ends are known.</summary>
internal sealed class ScriptedWeb : IAsyncDisposable
{
    private readonly ImageFarmServer _farm;

    private ScriptedWeb(ImageFarmServer farm, IReadOnlyList<string> urls) => (_farm, Urls) = (farm, urls);

    public IReadOnlyList<string> Urls { get; }

    public FarmLog Log => _farm.Log;

    /// <summary>Most are images of their own; one in fifty is missing, one in fifty is redirected, one in fifty answers 503 first if it is busy.</summary>
    public static async Task<ScriptedWeb> StartAsync(int urls, bool isBusy = true)
    {
        var farm = await ImageFarmServer.StartAsync();
        return new ScriptedWeb(farm, [.. Enumerable.Range(0, urls).Select(number => farm.Url(PathOf(number, isBusy)).AbsoluteUri)]);
    }

    /// <summary>The absolute URL of a path of the farm.</summary>
    public string Url(string pathAndQuery) => _farm.Url(pathAndQuery).AbsoluteUri;

    /// <summary>Requests by URL.</summary>
    public IReadOnlyDictionary<string, int> Requests() => _farm.Log.Snapshot()
        .GroupBy(request => "http://" + request.Host + request.PathAndQuery)
        .ToDictionary(url => url.Key, url => url.Count());

    public ValueTask DisposeAsync() => _farm.DisposeAsync();

    private static string PathOf(int number, bool isBusy) => (number % 50) switch
    {
        17 => string.Create(CultureInfo.InvariantCulture, $"/status/404?n={number}"),
        29 when isBusy => string.Create(CultureInfo.InvariantCulture, $"/fail/1/then/gen/{number}/48x48.png"),
        41 => string.Create(CultureInfo.InvariantCulture, $"/redirect/302/to/gen/{number}/48x48.png"),
        _ => string.Create(CultureInfo.InvariantCulture, $"/gen/{number}/48x48.png"),
    };
}
