using Akka.Actor;
using PixCrawler.Domain.Downloads;

namespace PixCrawler.Actors.Downloads;

/// <summary>Asks for places to download in; answered by <see cref="DownloadsGranted"/>, piece by piece as places come free.</summary>
/// <param name="Count">How many more places are wanted.</param>
internal sealed record RequestDownloads(int Count);

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
    private FairShare<IActorRef> _share;

    public DownloadCapacityActor(int maxConcurrentDownloads)
    {
        _share = new FairShare<IActorRef>(maxConcurrentDownloads);
        Receive<RequestDownloads>(request =>
        {
            Context.Watch(Sender);
            Change(_share.Want(Sender, request.Count));
        });
        Receive<ReturnDownloads>(returned => Change(_share.Return(Sender, returned.Count)));
        Receive<Terminated>(terminated => Change(_share.Forget(terminated.ActorRef)));
    }

    private void Change(FairShare<IActorRef> share)
    {
        _share = share.Grant(out var grants);
        foreach (var (requester, count) in grants)
            requester.Tell(new DownloadsGranted(count));
    }
}
