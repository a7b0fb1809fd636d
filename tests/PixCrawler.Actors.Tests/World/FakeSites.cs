using System.Collections.Concurrent;
using System.Text;
using PixCrawler.Domain.Politeness;
using PixCrawler.Net.Politeness;

namespace PixCrawler.Actors.Tests.World;

/// <summary>Sites whose files are scripted by URL; a file that is not is not there. All hosts are the operator's own but those named.</summary>
internal sealed class FakeSites : ISiteFiles, IOwnHosts
{
    private readonly ConcurrentDictionary<string, Func<SiteFile>> _files = new();

    public ConcurrentQueue<(string Url, DateTimeOffset At)> Reads { get; } = new();

    /// <summary>Hosts of the open web, which the usual limits are for.</summary>
    public HashSet<string> Foreign { get; } = [];

    /// <summary>Hosts whose gate fails as soon as it begins.</summary>
    public HashSet<string> Broken { get; } = [];

    public Func<DateTimeOffset> Now { get; set; } = () => default;

    public FakeSites On(string url, Func<SiteFile> file)
    {
        _files[url] = file;
        return this;
    }

    public FakeSites Robots(string host, string text) => On($"http://{host}/robots.txt", () => new SiteFile(
        RobotsRules.Parse(Encoding.UTF8.GetBytes(text), PolitenessOptions.ProductToken), new RequestOutcome(200, TimeSpan.Zero)));

    public SiteFile? Known(Uri origin, SiteFileKind kind) => null;

    public Task<SiteFile> ReadAsync(Uri origin, SiteFileKind kind, CancellationToken cancellationToken)
    {
        var path = kind switch
        {
            SiteFileKind.Robots => "robots.txt",
            SiteFileKind.TdmRep => ".well-known/tdmrep.json",
            _ => "ai.txt",
        };
        var url = new Uri(origin, path).AbsoluteUri;
        Reads.Enqueue((url, Now()));
        return Task.FromResult(_files.TryGetValue(url, out var file)
            ? file()
            : new SiteFile(TdmReservations.Parse([]), new RequestOutcome(404, TimeSpan.Zero)));
    }

    public Task<bool> IsOwnAsync(string host, CancellationToken cancellationToken) => Broken.Contains(host)
        ? Task.FromException<bool>(new InvalidOperationException("scripted"))
        : Task.FromResult(!Foreign.Contains(host));
}
