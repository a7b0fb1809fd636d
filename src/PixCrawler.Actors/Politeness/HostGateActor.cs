using Akka.Actor;
using PixCrawler.Actors.Clustering;
using PixCrawler.Actors.Downloads;
using PixCrawler.Actors.Observability;
using PixCrawler.Actors.Supervision;
using PixCrawler.Domain.Politeness;

namespace PixCrawler.Actors.Politeness;

/// <summary>
/// The gate of one host: lets requests through at the host's pace and by its sites' rules. Waiting here holds nothing: a place to
/// download in is asked for only when the host's turn has come, so a slow host never stalls another. What waits is bounded by the
/// slots of the open chunks.
/// </summary>
internal sealed partial class HostGateActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan IdleAfter = TimeSpan.FromMinutes(1);

    private readonly string _host;
    private readonly HostServices _services;
    private readonly DateTimeOffset? _pausedUntil;
    private readonly DateTimeOffset? _resumedAt;
    private readonly Queue<Waiting> _waiting = new();
    private readonly Queue<Waiting> _alone = new();
    private readonly Dictionary<long, Permit> _permits = [];
    private readonly Dictionary<IActorRef, int> _owners = [];
    private readonly CancellationTokenSource _stopped = new();
    private HostSchedule? _schedule;
    private HostPaused? _pause;
    private DateTimeOffset? _givenUpUntil;
    private int _placesWanted;
    private bool _aloneWanted;
    private long _requests;
    private long _lastPermit;

    /// <summary>Creates the gate.</summary>
    /// <param name="host">The host; nothing for URLs that have none, which pass at once: their own request says what is wrong.</param>
    /// <param name="services">What the process offers.</param>
    /// <param name="pausedUntil">Until when the host is left alone, where an earlier gate or life of the process was told so.</param>
    /// <param name="resumedAt">When this life of the process began, where an earlier one made requests.</param>
    public HostGateActor(string host, HostServices services, DateTimeOffset? pausedUntil = null, DateTimeOffset? resumedAt = null)
    {
        (_host, _services, _pausedUntil, _resumedAt) = (host, services, pausedUntil, resumedAt);
        Receive<Placed>(placed => Begin(placed.IsOwn));
        Receive<RequestHostPermit>(request => Admit(new Waiting(Sender, request)));
        Receive<DownloadsGranted>(granted => UsePlaces(granted.Count));
        Receive<AloneGranted>(_ => UseTurnAlone());
        Receive<RequestBegun>(begun => BeginRequest(begun.Permit));
        Receive<RequestEnded>(ended => EndRequest(ended.Permit, ended.Outcome));
        Receive<ReturnPermit>(returned => Return(returned.Permit));
        Receive<SiteFileRead>(TakeSiteFile);
        Receive<SiteFileDue>(due =>
        {
            QueueSiteFile(due.Site);
            Move();
        });
        Receive<StepFailed>(failed => Rethrow.Raise(failed.Error));
        Receive<HostTurnLent>(lent => TakeTurn(lent, Sender));
        Receive<Terminated>(terminated =>
        {
            if (!LosesLender(terminated.ActorRef))
                Withdraw(terminated.ActorRef);
        });
        Receive<TurnDue>(_ => Move());
        Receive<LogStateNow>(_ => LogState());
        Receive<DescribeGate>(_ => Sender.Tell(Report()));
        Receive<ReceiveTimeout>(_ => OfferToStop());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private DateTimeOffset Now => _services.Time.GetUtcNow();

    protected override void PreStart()
    {
        SetReceiveTimeout(IdleAfter);
        if (_host.Length == 0)
            Begin(isOwn: true);
        else
            _services.OwnHosts.IsOwnAsync(_host, _stopped.Token).PipeTo(
                Self, success: isOwn => new Placed(isOwn), failure: error => new StepFailed(error));
    }

    protected override void PostStop()
    {
        _stopped.Cancel();
        if (_schedule?.Circuit.OpenUntil is not null)
            _services.Metrics.HostCircuit(isOpen: false);
    }

    private void Begin(bool isOwn)
    {
        ShareHost(isOwn);
        _schedule = new HostSchedule(_services.Options.LimitsOf(_host, isOwn), _services.Options)
        {
            PausedUntil = _pausedUntil ?? default,
            ResumedAt = _resumedAt,
        };
        Move();
    }

    private void Admit(Waiting waiting)
    {
        _requests++;
        Hold(waiting.Owner);
        if (_pause is { } pause && pause.Until > Now)
            waiting.Owner.Tell(pause);
        if (SiteOf(waiting.Request.Url) is not { } site)
            Queue(waiting);
        else
            Judge(site, waiting);
        Move();
    }

    private void Queue(Waiting waiting) => (waiting.Request.IsAlone ? _alone : _waiting).Enqueue(waiting);

    // Asks for as many places as can be used now, or sets a timer for when that will be.
    private void Move()
    {
        if (_schedule is null || EndsOrLacksTurn() || Work == 0)
            return;
        var decision = _schedule.Decide(Now);
        switch (decision.Turn)
        {
            case HostTurn.Go:
                Want(decision.Room);
                break;
            case HostTurn.Wait:
                Timers.StartSingleTimer(nameof(TurnDue), TurnDue.Instance, AtLeastOneMillisecond(decision.Until - Now));
                if (decision.Reason is not null)
                    Announce(decision.Until, decision.Reason);
                break;
            case HostTurn.GiveUp:
                GiveUpAll(decision);
                break;
        }
    }

    private void Want(int room)
    {
        if (_alone.Count > 0 && !_aloneWanted)
        {
            _aloneWanted = true;
            _services.Capacity.Tell(RequestAlone.Instance);
        }

        var wanted = Math.Min(room, WorkTogether) - _placesWanted;
        if (wanted <= 0)
            return;
        _placesWanted += wanted;
        _services.Capacity.Tell(new RequestDownloads(wanted));
    }

    private int WorkTogether => _waiting.Count + _filesDue.Count;

    private int Work => WorkTogether + _alone.Count;

    private bool MayAsk => HasTurn && _schedule!.Decide(Now).Turn == HostTurn.Go;

    private void UseTurnAlone()
    {
        _aloneWanted = false;
        if (_alone.Count > 0 && MayAsk)
        {
            _schedule = _schedule!.Granted();
            Grant(_alone.Dequeue());
        }
        else
        {
            _services.Capacity.Tell(ReturnAlone.Instance);
        }

        Move();
    }

    private void UsePlaces(int places)
    {
        _placesWanted -= places;
        var unused = 0;
        for (; places > 0; places--)
        {
            if (WorkTogether > 0 && MayAsk)
                UsePlace();
            else
                unused++;
        }

        if (unused > 0)
            _services.Capacity.Tell(new ReturnDownloads(unused));
        Move();
    }

    private void UsePlace()
    {
        _schedule = _schedule!.Granted();
        if (_schedule.Circuit.OpenUntil is not null)
            LogTrial();
        if (_filesDue.TryDequeue(out var site))
        {
            ReadSiteFile(site);
            return;
        }

        Grant(_waiting.Dequeue());
    }

    private void Grant(Waiting waiting)
    {
        _permits.Add(++_lastPermit, new Permit(waiting.Owner, PermitPhase.Granted, waiting.Request.IsAlone));
        waiting.Owner.Tell(new HostPermitGranted(waiting.Request.Ticket, _lastPermit, Now));
    }

    private void BeginRequest(long number)
    {
        if (!_permits.TryGetValue(number, out var permit) || permit.Phase != PermitPhase.Granted)
            return;
        _schedule = _schedule!.Begun(Now, _services.Chance());
        _permits[number] = permit with { Phase = PermitPhase.Begun, Turn = _schedule.Turns };
        Move();
    }

    private void EndRequest(long number, RequestOutcome? outcome)
    {
        if (!_permits.TryGetValue(number, out var permit) || permit.Phase != PermitPhase.Begun)
            return;
        _permits[number] = permit with { Phase = PermitPhase.Ended };
        Record(outcome, permit.Turn);
        Move();
    }

    private void Record(RequestOutcome? outcome, long turn)
    {
        if (outcome is null)
            _schedule = _schedule!.Unsent(turn);
        else
            Record(outcome);
    }

    private void Record(RequestOutcome? outcome)
    {
        var before = _schedule!;
        _schedule = before.Ended(outcome, Now);
        LogChange(before, _schedule);
        if (_schedule.PausedUntil > before.PausedUntil)
            Context.Parent.Tell(new KeepPause(_host, _schedule.PausedUntil));
    }

    private void Return(long number)
    {
        if (!_permits.Remove(number, out var permit))
            return;
        if (permit.Phase == PermitPhase.Granted)
            _schedule = _schedule!.Unused();
        else if (permit.Phase == PermitPhase.Begun)
            Record(outcome: null);
        LetGo(permit.Owner);
        _services.Capacity.Tell(permit.IsAlone ? ReturnAlone.Instance : new ReturnDownloads(1));
        Move();
    }

    private void Withdraw(IActorRef owner)
    {
        foreach (var (number, _) in _permits.Where(entry => entry.Value.Owner.Equals(owner)).ToArray())
            Return(number);
        var kept = _waiting.Concat(_alone).Where(waiting => !waiting.Owner.Equals(owner)).ToArray();
        _waiting.Clear();
        _alone.Clear();
        foreach (var waiting in kept)
            Queue(waiting);
        foreach (var site in _sites.Values)
            site.Unjudged.RemoveAll(waiting => waiting.Owner.Equals(owner));
        ForgetUnwantedSiteFiles();
        _owners.Remove(owner);
    }

    private void GiveUpAll(HostDecision decision)
    {
        var (reason, detail) = (decision.Reason!, $"{_host} is not to be asked before {decision.Until:u}");
        if (decision.Until != _givenUpUntil)
            LogGivenUp(reason, _owners.Count);
        _givenUpUntil = decision.Until;
        while (_waiting.TryDequeue(out var waiting) || _alone.TryDequeue(out waiting))
            GiveUp(waiting, reason, detail);
        _filesDue.Clear();
        foreach (var site in _sites.Values)
        {
            site.IsReading = false;
            Timers.Cancel(site.Origin);
            GiveUpUnjudged(site, reason, detail);
        }
    }

    private void GiveUp(Waiting waiting, string reason, string detail)
    {
        waiting.Owner.Tell(new HostGivenUp(waiting.Request.Ticket, reason, detail));
        LetGo(waiting.Owner);
    }

    private void Announce(DateTimeOffset until, string reason)
    {
        if (_pause is { } pause && pause.Until == until && pause.Reason == reason)
            return;
        _pause = new HostPaused(_host, until, reason);
        LogPaused(_pause);
        foreach (var owner in _owners.Keys)
            owner.Tell(_pause);
    }

    private void Hold(IActorRef owner)
    {
        if (!_owners.TryGetValue(owner, out var count))
            Context.Watch(owner);
        _owners[owner] = count + 1;
    }

    private void LetGo(IActorRef owner)
    {
        if (!_owners.TryGetValue(owner, out var count))
            return;
        if (count > 1)
        {
            _owners[owner] = count - 1;
            return;
        }

        _owners.Remove(owner);
        Context.Unwatch(owner);
    }

    private void OfferToStop()
    {
        if (_schedule is { } schedule && schedule.IsAtRest(Now) && _owners.Count == 0 && Work == 0 && _placesWanted == 0 && !_aloneWanted && _turnEnds is null)
            Context.Parent.Tell(new HostIdle(_host, _requests));
    }

    private static TimeSpan AtLeastOneMillisecond(TimeSpan delay) =>
        TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling(delay.TotalMilliseconds), 1, int.MaxValue));

    private enum PermitPhase
    {
        Granted,
        Begun,
        Ended,
    }

    private sealed record Permit(IActorRef Owner, PermitPhase Phase, bool IsAlone, long Turn = 0);

    private sealed record Placed(bool IsOwn);

    private sealed record StepFailed(Exception Error);

    private sealed record TurnDue
    {
        public static TurnDue Instance { get; } = new();
    }
}
