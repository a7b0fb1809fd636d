using PixCrawler.Domain.Politeness;
using PixCrawler.Net.Downloads;
using PixCrawler.Net.Politeness;
using PixCrawler.Simulation.Engine;

namespace PixCrawler.Simulation.World;

/// <summary>The wire: where the real HTTP code of a process meets the scripted web.</summary>
internal sealed class SimHandler(SimWeb web, SimProcess process) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        process.Loop.CheckThread();
        return process.IsDead
            ? new TaskCompletionSource<HttpResponseMessage>().Task
            : web.GetAsync(process, request.RequestUri!, cancellationToken);
    }
}

/// <summary>The real downloader, run outside the actors; what it asks of them, and what they ask of it, crosses over by the loop.</summary>
internal sealed class SimDownloader(IDownloader real, SimProcess process) : IDownloader
{
    public ValueTask<Download> DownloadAsync(DownloadRequest request, IAttemptObserver observer, CancellationToken cancellationToken)
    {
        var call = new Call(observer, process);
        var outcome = new TaskCompletionSource<Download>();
        cancellationToken.Register(() => process.Post(() => call.Cancel(outcome)));
        process.Post(() => _ = RunAsync(request, call, outcome));
        return new(outcome.Task);
    }

    private async Task RunAsync(DownloadRequest request, Call call, TaskCompletionSource<Download> outcome)
    {
        try
        {
            var download = await real.DownloadAsync(request, call, call.Token);
            process.Post(() => outcome.SetResult(download));
        }
        catch (OperationCanceledException)
        {
            process.Post(() => outcome.TrySetCanceled());
        }
        catch (Exception error)
        {
            process.Post(() => outcome.SetException(error));
        }
    }

    private sealed class Call(IAttemptObserver actor, SimProcess process) : IAttemptObserver
    {
        private readonly CancellationTokenSource _cancelled = new();
        private bool _backsOff;
        private bool _isGone;

        public CancellationToken Token => _cancelled.Token;

        // A back-off wait that is cancelled goes on with the thread pool, whatever its clock is. So it is left to end, and to find out then.
        public void Cancel(TaskCompletionSource<Download> outcome)
        {
            _isGone = true;
            if (_backsOff)
                outcome.TrySetCanceled();
            else
                _cancelled.Cancel();
        }

        public async ValueTask RetryScheduledAsync(RetryNotice retry, CancellationToken cancellationToken)
        {
            await process.Inside(() => actor.RetryScheduledAsync(retry, cancellationToken).AsTask());
            _backsOff = true;
        }

        public ValueTask RequestDueAsync(RequestNotice request, CancellationToken cancellationToken)
        {
            _backsOff = false;
            if (!_isGone)
                return new(process.Inside(() => actor.RequestDueAsync(request, cancellationToken).AsTask()));
            _cancelled.Cancel();
            return ValueTask.FromCanceled(_cancelled.Token);
        }

        public void RequestEnded(RequestOutcome? outcome) => actor.RequestEnded(outcome);
    }
}

/// <summary>The real reader of sites' files, run outside the actors.</summary>
internal sealed class SimSites(ISiteFiles real, SimProcess process, IReadOnlySet<string> foreign) : ISiteFiles, IOwnHosts
{
    public SiteFile? Known(Uri origin, SiteFileKind kind) => real.Known(origin, kind);

    public Task<SiteFile> ReadAsync(Uri origin, SiteFileKind kind, CancellationToken cancellationToken)
    {
        var token = Crossing.Token(process, cancellationToken);
        return process.Outside(() => real.ReadAsync(origin, kind, token));
    }

    public Task<bool> IsOwnAsync(string host, CancellationToken cancellationToken) =>
        process.Answer(TimeSpan.FromMilliseconds(1), () => !foreign.Contains(host));
}

internal static class Crossing
{
    /// <summary>A token that is cancelled on the loop, outside the actor whose token is cancelled.</summary>
    public static CancellationToken Token(SimProcess process, CancellationToken actors)
    {
        var crossed = new CancellationTokenSource();
        actors.Register(() => process.Post(crossed.Cancel));
        return crossed.Token;
    }
}
