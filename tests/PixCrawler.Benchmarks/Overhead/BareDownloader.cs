using PixCrawler.Domain.Urls;
using PixCrawler.Net.Downloads;
using PixCrawler.Net.Http;
using PixCrawler.Net.Resilience;

namespace PixCrawler.Benchmarks.Overhead;

/// <summary>The same downloads as <see cref="HttpDownloader"/>'s without the pipeline around each: one attempt, passed through.</summary>
internal sealed class BareDownloader(GuardedHttp http, HttpOptions options, HttpDownloader downloader, TimeProvider time) : IDownloader
{
    public ValueTask<Download> DownloadAsync(DownloadRequest request, IAttemptObserver observer, CancellationToken cancellationToken)
    {
        var url = CrawlUrl.Parse(request.Url);
        http.Policy.Gate(url);
        var call = new AttemptLog(url.Host, request.FirstAttempt, observer, cancellationToken, new UrlClock(options.UrlTimeout, time))
        {
            Current = request.FirstAttempt,
        };
        return downloader.AttemptAsync(url, call, cancellationToken);
    }
}
