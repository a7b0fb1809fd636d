using Akka.Actor;
using PixCrawler.Actors.Clustering;

namespace PixCrawler.Actors.Politeness;

/// <summary>
/// How the gates of one host on the nodes of a cluster keep its pace together: each asks only in its turn. The operator's own hosts have
/// no pace to keep, and a process that is alone has every turn.
/// </summary>
internal sealed partial class HostGateActor
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(5);

    private IActorRef? _turns;
    private IActorRef? _lender;
    private DateTimeOffset? _askedAt;
    private DateTimeOffset? _turnEnds;

    private bool HasTurn => _turns is null || _turnEnds > Now;

    private void ShareHost(bool isOwn) => _turns = isOwn ? null : _services.Turns;

    private bool EndsOrLacksTurn()
    {
        if (HasTurn)
            return false;
        if (_turnEnds is not null && _schedule!.InFlight == 0)
            GiveTurnBack();
        if (_turnEnds is null && Work > 0)
            AskTurn();
        return true;
    }

    private void AskTurn()
    {
        if (_askedAt + AskAgainAfter > Now)
            return;
        _askedAt = Now;
        _turns!.Tell(new AskHostTurn(_host));
        Timers.StartSingleTimer(nameof(AskTurn), TurnDue.Instance, AskAgainAfter);
    }

    // Counted from when it was asked for, a turn ends here before it ends there.
    private void TakeTurn(HostTurnLent lent, IActorRef lender)
    {
        if (_askedAt is not { } askedAt || _schedule is null)
            return;
        (_turnEnds, _askedAt) = (askedAt + HostTurnActor.Length, null);
        Timers.Cancel(nameof(AskTurn));
        if (!lender.Equals(_lender))
            _lender = Context.Watch(lender);
        _schedule = _schedule.TakenOver(Now, lent.Wait, lent.IsUnclean, lent.PausedUntil);
        if (HasTurn)
            Timers.StartSingleTimer(nameof(TakeTurn), TurnDue.Instance, AtLeastOneMillisecond(_turnEnds.Value - Now));
        Move();
    }

    private void GiveTurnBack()
    {
        _turnEnds = null;
        Timers.Cancel(nameof(TakeTurn));
        _turns!.Tell(new ReturnHostTurn(_host, _schedule!.Rest(Now)));
    }

    // The one that comes after it does not know of this turn.
    private bool LosesLender(IActorRef actor)
    {
        if (!actor.Equals(_lender))
            return false;
        (_lender, _askedAt) = (null, null);
        if (_turnEnds is not null)
            _turnEnds = DateTimeOffset.MinValue;
        Move();
        return true;
    }
}
