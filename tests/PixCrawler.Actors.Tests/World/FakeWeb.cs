using System.Collections.Concurrent;
using System.Text;
using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Politeness;
using PixCrawler.Net.Downloads;

namespace PixCrawler.Actors.Tests.World;

/// <summary>A web whose answers are scripted by URL, and which keeps count of what it was asked.</summary>
internal sealed class FakeWeb : IDownloader
{
    private readonly ConcurrentDictionary<string, Func<Visit, Task<Download>>> _scripts = new();
    private int _inFlight;

    public ConcurrentQueue<Visit> Visits { get; } = new();

    public Func<DateTimeOffset> Now { get; set; } = () => default;

    /// <summary>The process is dead: what it is still about to ask is not asked.</summary>
    public bool IsFrozen { get; set; }

    /// <summary>Called with each request that is made.</summary>
    public Action<Visit> OnVisit { get; set; } = _ => { };

    public int MostInFlight { get; private set; }

    public int InFlight => Volatile.Read(ref _inFlight);

    public static Download Image(string url) => new(Encoding.UTF8.GetBytes(url), contentType: "image/png");

    public FakeWeb On(string url, Func<Visit, Task<Download>> answer)
    {
        _scripts[url] = answer;
        return this;
    }

    public FakeWeb Throws(string url, Func<Exception> error) => On(url, _ => Task.FromException<Download>(error()));

    public FakeWeb Hangs(string url) => On(url, async visit =>
    {
        var never = new TaskCompletionSource<Download>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = visit.Cancelled.Register(() => never.TrySetCanceled(visit.Cancelled));
        return await never.Task;
    });

    public int CountFor(string url) => Visits.Count(visit => visit.Url == url);

    public async ValueTask<Download> DownloadAsync(
        DownloadRequest request, IAttemptObserver observer, CancellationToken cancellationToken)
    {
        if (Uri.TryCreate(request.Url, UriKind.Absolute, out var uri))
            await observer.RequestDueAsync(new RequestNotice(request.Url, uri.Host, request.FirstAttempt), cancellationToken);
        if (IsFrozen)
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        var visit = new Visit(request.Url, request.FirstAttempt, observer, cancellationToken) { At = Now() };
        Visits.Enqueue(visit);
        OnVisit(visit);
        lock (Visits)
            MostInFlight = Math.Max(MostInFlight, ++_inFlight);
        try
        {
            var download = _scripts.TryGetValue(request.Url, out var answer) ? await answer(visit) : Image(request.Url);
            observer.RequestEnded(new RequestOutcome(200, TimeSpan.Zero));
            return download;
        }
        catch (CrawlException error) when (error.HttpStatus is not null)
        {
            observer.RequestEnded(new RequestOutcome(error.HttpStatus, TimeSpan.Zero, (error as TransientException)?.RetryAfter));
            throw;
        }
        finally
        {
            lock (Visits)
                _inFlight--;
        }
    }

    internal sealed record Visit(string Url, int Attempt, IAttemptObserver Observer, CancellationToken Cancelled)
    {
        public DateTimeOffset At { get; init; }
    }
}
