using Akka.Actor;
using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Observability;
using PixCrawler.Domain.Downloads;
using Serilog;

namespace PixCrawler.Actors.Downloads;

/// <summary>Asks for places to download in; answered by <see cref="DownloadsGranted"/>, piece by piece as places come free.</summary>
/// <param name="Count">How many more places are wanted.</param>
internal sealed record RequestDownloads(int Count);

/// <summary>Asks to download alone in the process; answered by <see cref="AloneGranted"/> once all places are free.</summary>
internal sealed record RequestAlone
{
    public static RequestAlone Instance { get; } = new();
}

/// <summary>Nobody else downloads now, until <see cref="ReturnAlone"/>.</summary>
internal sealed record AloneGranted
{
    public static AloneGranted Instance { get; } = new();
}

/// <summary>Others may download again.</summary>
internal sealed record ReturnAlone
{
    public static ReturnAlone Instance { get; } = new();
}

/// <summary>Places to download in.</summary>
/// <param name="Count">How many more downloads may begin.</param>
internal sealed record DownloadsGranted(int Count);

/// <summary>Gives places back.</summary>
/// <param name="Count">How many downloads ended.</param>
internal sealed record ReturnDownloads(int Count);

/// <summary>
/// Shares the process's download places among all chunks of all jobs, in turn. A place is held from the claim of a slot to its
/// account, so it bounds everything that is in flight behind it too.
/// </summary>
internal sealed class DownloadCapacityActor : ReceiveActor
{
    private readonly int _places;
    private readonly CrawlMetrics _metrics;
    private FairShare<IActorRef> _share;
    private TurnsAlone<IActorRef> _alone = new();

    public DownloadCapacityActor(int maxConcurrentDownloads, CrawlMetrics metrics, ILogger log)
    {
        (_places, _metrics) = (maxConcurrentDownloads, metrics);
        _share = new FairShare<IActorRef>(maxConcurrentDownloads);
        Receive<RequestDownloads>(request =>
        {
            Context.Watch(Sender);
            Change(_share.Want(Sender, request.Count));
        });
        Receive<ReturnDownloads>(returned => Change(_share.Return(Sender, returned.Count)));
        Receive<RequestAlone>(_ =>
        {
            Context.Watch(Sender);
            _alone = _alone.Want(Sender);
            Change(_share);
        });
        Receive<ReturnAlone>(_ =>
        {
            _alone = _alone.Return(Sender);
            Change(_share);
        });
        Receive<Terminated>(terminated =>
        {
            _alone = _alone.Forget(terminated.ActorRef);
            Change(_share.Forget(terminated.ActorRef));
        });
        Receive<LogStateNow>(_ => log
            .ForContext("EventId", EventIds.PlacesState)
            .ForContext("Operation", "log-state")
            .Information("{Free} of {Places} places to download in are free, {Waiting} slots wait for one", _share.Free, _places, _share.Wanted));
    }

    private void Change(FairShare<IActorRef> share)
    {
        _share = share;
        if (_alone.IsWanted)
        {
            LetAloneWhenFree();
            return;
        }

        _share = share.Grant(out var grants);
        _metrics.Places(_share.Wanted, _places - _share.Free);
        foreach (var (requester, count) in grants)
            requester.Tell(new DownloadsGranted(count));
    }

    private void LetAloneWhenFree()
    {
        if (_share.Free < _places)
            return;
        _alone = _alone.Begin(out var next);
        next?.Tell(AloneGranted.Instance);
    }
}
