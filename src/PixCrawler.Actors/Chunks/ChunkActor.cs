using Akka.Actor;
using Akka.Persistence;
using PixCrawler.Actors.Downloads;
using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Jobs;
using PixCrawler.Actors.Observability;
using PixCrawler.Actors.Politeness;
using PixCrawler.Actors.Supervision;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Sources;
using PixCrawler.Datasets.Manifests;
using PixCrawler.Domain.Chunks;

namespace PixCrawler.Actors.Chunks;

/// <summary>
/// Carries out one chunk: claims slots as places to download come free, keeps every claim and account in its journal before it
/// acts on it, writes the manifest once all slots are settled. One incarnation is one run; what is open is derived from the journal.
/// </summary>
internal sealed partial class ChunkActor : ReceivePersistentActor, IWithTimers
{
    private readonly JobServices _services;
    private readonly JobRun _job;
    private readonly ChunkRun _order;
    private readonly int _run;
    private readonly Dictionary<int, PendingRetry> _retries = [];
    private readonly Dictionary<int, IActorRef> _downloads = [];
    private readonly List<Settlement> _unsaved = [];
    private readonly Dictionary<int, HostPermit> _granted = [];
    private readonly Dictionary<string, HostPause> _pauses = [];
    private readonly HashSet<int> _alone = [];
    private ChunkState _state;
    private ChunkCommand? _ending;
    private IReadOnlyList<Candidate> _candidates = [];
    private bool _writingManifest;
    private bool _advanced;

    /// <summary>Creates a run of a chunk.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="run">What the run is there for.</param>
    /// <param name="services">What the process offers.</param>
    /// <param name="job">What the job offers.</param>
    public ChunkActor(ChunkId chunk, ChunkRun run, JobServices services, JobRun job)
    {
        (_state, _order, _run, _ending, _services, _job) = (ChunkState.New(chunk), run, run.Number, run.Ending, services, job);
        PersistenceId = $"chunk-{chunk}";

        Recover<IChunkEvent>(chunkEvent => _state = _state.Apply(chunkEvent));
        Recover<RecoveryCompleted>(_ => Recovered());

        Command<PlanRead>(Begin);
        Command<HostPermitGranted>(granted => TakePermit(granted.Ticket, new HostPermit(Sender, granted.Permit, granted.At)));
        Command<HostRefused>(refused => Settle(Account(refused)));
        Command<HostGivenUp>(givenUp => Settle(Account(givenUp)));
        Command<HostGateLost>(LoseGate);
        Command<HostPaused>(NotePause);
        Command<ClaimGranted>(_ => Claim());
        Command<SlotGivenBack>(TakeBack);
        Command<ClaimRetry>(claim => ClaimRetry(claim));
        Command<SlotDone>(done => Settle(done.Settlement));
        Command<SaveSettlements>(_ => SaveUnsaved());
        Command<CancelChunk>(_ => End(new ChunkCommand.Cancel()));
        Command<GiveUpChunk>(giveUp => End(new ChunkCommand.GiveUp(giveUp.Cause)));
        Command<DrainChunk>(_ => Drain());
        Command<CutChunk>(_ => CutOff());
        Command<ReportDue>(_ => Report());
        Command<RunAdvanced>(_ => ClaimNoted());
        Command<LogStateNow>(_ => LogState());
        Command<ManifestWritten>(_ => Context.Parent.Tell(new ChunkFinished(_state.Id.Number, _run, _state.Tally)));
        Command<ChunkAcknowledged>(_ => DeleteMessages(LastSequenceNr));
        Command<DeleteMessagesSuccess>(_ => Context.Stop(Self));
        Command<DeleteMessagesFailure>(_ => Context.Stop(Self));
        Command<StepFailed>(failed => Rethrow.Raise(failed.Error));
        Command<WorkerCrashed>(crashed => FailAfterSaving(crashed.Cause));
    }

    /// <inheritdoc/>
    public override string PersistenceId { get; }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new StopAndReportStrategy(Self);

    /// <inheritdoc/>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        throw new InfrastructureException(InfrastructureKind.Journal, "the journal refused an event", cause);

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(HostGateLost));
        base.PreStart();
    }

    /// <inheritdoc/>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        TellFailure(cause);
        base.OnPersistFailure(cause, @event, sequenceNr);
    }

    /// <inheritdoc/>
    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        TellFailure(reason);
        base.OnRecoveryFailure(reason, message);
    }

    private void TellFailure(Exception cause) => Context.Parent.Tell(
        ActorSystemSetup.IsTakenOver(cause) ? new TakenOver(cause) : new WorkerCrashed(Self, JournalFaults.Of(cause, "the chunk")));

    private void Begin(PlanRead plan)
    {
        _candidates = plan.Candidates;
        LogStarted();
        if (_state.Run >= _order.ReopenedRun)
        {
            BeginRun();
            return;
        }

        var settled = _state.Run == 0 ? plan.Settled : [.. Remembered(plan.Settled)];
        Carry(new ChunkCommand.Reopen(_order.ReopenedRun, _candidates.Count, settled, _order.RedoReason), BeginRun);
    }

    private void BeginRun() => Carry(new ChunkCommand.StartRun(_run, _candidates.Count), () =>
    {
        Report();
        if (_draining)
            TellWhenDrained();
        else if (_ending is { } ending)
            End(ending);
        else
            AskGates();
        FinishIfSettled();
    });

    private void AskGates()
    {
        foreach (var slot in _state.Waiting)
            AskGate(slot);
        // What has no attempts left is settled without a request, so it needs no permit.
        Carry(new ChunkCommand.SettleInterrupted(_services.MaxAttempts), FinishIfSettled);
    }

    private void AskGate(int slot)
    {
        if (_draining || _state.Slots[slot].Attempts >= _services.MaxAttempts)
            return;
        var isAlone = _state.IsSuspect(slot, _services.MaxAttempts);
        if (isAlone && _alone.Add(slot))
            LogAlone(slot);
        _services.Hosts.Tell(new RequestHostPermit(HostKey.Of(_candidates[slot].Url), _candidates[slot].Url, slot, isAlone));
    }

    // Permits that come while others are being claimed are claimed together, in one batch.
    private void TakePermit(int slot, HostPermit permit)
    {
        _granted[slot] = permit;
        if (_granted.Count == 1)
            Self.Tell(ClaimGranted.Instance);
    }

    private void Claim()
    {
        // It may kill the process at once: that it uses up a suspect is kept before it is made.
        if (!_isNoted && _granted.Keys.Any(_alone.Contains))
        {
            Advance();
            return;
        }

        int[] slots = _ending is null && !_draining ? [.. _granted.Keys] : [];
        Carry(new ChunkCommand.Claim(slots, _services.MaxAttempts), () =>
        {
            // Those that were claimed have been taken by their downloads.
            foreach (var permit in _granted.Values)
                permit.Return();
            _granted.Clear();
            FinishIfSettled();
        });
    }

    private void TakeBack(SlotGivenBack slot)
    {
        _downloads.Remove(slot.Slot);
        TellWhenDrained();
        if (_ending is not null || !_state.IsOpen(slot.Slot))
            return;
        _retries[slot.Slot] = new PendingRetry(
            _state.Id, slot.Slot, SafeUrlOf(slot.Slot), slot.Attempts + 1, _services.MaxAttempts, slot.Reason,
            _services.Time.GetUtcNow() + slot.Wait);
        AskGate(slot.Slot);
        ReportSoon();
    }

    private void LoseGate(HostGateLost lost)
    {
        // Nothing is asked for before the plan is read.
        if (_candidates.Count == 0)
            return;
        foreach (var download in _downloads.Values)
            download.Tell(lost);
        foreach (var slot in _state.Waiting.Where(slot => !_granted.ContainsKey(slot) && HostKey.Of(_candidates[slot].Url) == lost.Host))
            Settle(Account(lost.ToGivenUp(slot)));
    }

    private void NotePause(HostPaused pause)
    {
        _pauses[pause.Host] = new HostPause(pause.Host, pause.Until, pause.Reason);
        ReportSoon();
    }

    private Settlement Account(HostRefused refused) =>
        new(refused.Ticket, SettlementStatus.Refused, _services.Time.GetUtcNow())
        {
            Reason = refused.Refusal.Reason,
            Detail = refused.Refusal.Evidence,
        };

    private Settlement Account(HostGivenUp givenUp) =>
        new(givenUp.Ticket, SettlementStatus.Failed, _services.Time.GetUtcNow())
        {
            Reason = givenUp.Reason,
            Detail = givenUp.Detail,
            Failure = FailureKind.Transient,
        };

    private void ClaimRetry(ClaimRetry claim)
    {
        var (download, notice) = (Sender, claim.Notice);
        if (_draining)
        {
            _downloads.Remove(claim.Slot);
            download.Tell(new RetryDenied(notice.NextAttempt));
            TellWhenDrained();
            return;
        }

        var claimed = false;
        Carry(
            new ChunkCommand.ClaimRetry(claim.Slot, notice.NextAttempt, _services.MaxAttempts),
            () =>
            {
                if (claimed)
                    LogRetry(claim.Slot, notice);
                download.Tell(claimed ? new RetryClaimed(notice.NextAttempt) : new RetryDenied(notice.NextAttempt));
                if (!claimed)
                    return;
                _retries[claim.Slot] = new PendingRetry(
                    _state.Id, claim.Slot, SafeUrlOf(claim.Slot), notice.NextAttempt, notice.MaxAttempts, notice.Reason,
                    _services.Time.GetUtcNow() + notice.Delay);
                ReportSoon();
            },
            _ => claimed = true);
    }

    // Settlements that arrive while others are being saved are saved together, in one batch.
    private void Settle(Settlement settlement)
    {
        _unsaved.Add(settlement);
        if (_unsaved.Count == 1)
            Self.Tell(SaveSettlements.Instance);
    }

    private void SaveUnsaved()
    {
        var batch = _unsaved.ToArray();
        _unsaved.Clear();
        Carry(new ChunkCommand.Settle(batch), FinishIfSettled);
    }

    // What other slots have finished is kept before the run fails, so that they are not fetched again for it.
    private void FailAfterSaving(Exception cause)
    {
        var done = _unsaved.ToArray();
        _unsaved.Clear();
        Carry(new ChunkCommand.Settle(done), () => Rethrow.Raise(cause));
    }

    private void End(ChunkCommand ending)
    {
        _ending = ending;
        if (_state.Run != _run)
            return;
        foreach (var download in _downloads.Values)
            Context.Stop(download);
        var done = _unsaved.ToArray();
        _unsaved.Clear();
        Carry(new ChunkCommand.Settle(done), () => Carry(ending, FinishIfSettled));
    }

    private void FinishIfSettled()
    {
        ReportSoon();
        TellWhenDrained();
        if (!_state.IsSettled || _writingManifest)
            return;
        _writingManifest = true;
        LogSettled();
        WriteManifestAsync(ManifestEntries()).PipeTo(
            Self, success: () => ManifestWritten.Instance, failure: error => new StepFailed(error));
    }

    private ManifestEntry[] ManifestEntries() =>
        [.. _state.Slots.Select((slot, number) => new ManifestEntry(_candidates[number], slot.Settlement!))];

    // Decide, persist, apply, effects, and then what the caller has to do with the outcome: always in this order.
    private void Carry(ChunkCommand command, Action then, Action<IChunkEvent>? also = null)
    {
        var events = _state.Decide(command, _services.Time.GetUtcNow());
        if (events.IsEmpty)
        {
            then();
            return;
        }

        var open = events.Length;
        PersistAll(events, chunkEvent =>
        {
            _state = _state.Apply(chunkEvent);
            Follow(chunkEvent);
            also?.Invoke(chunkEvent);
            if (--open == 0)
                then();
        });
    }

    private void Follow(IChunkEvent chunkEvent)
    {
        Observe(chunkEvent);
        switch (chunkEvent)
        {
            case AttemptClaimed claimed when _granted.Remove(claimed.Slot, out var permit):
                var order = new DownloadOrder(
                    _state.Id, claimed.Slot, _candidates[claimed.Slot], claimed.Attempt, permit, _alone.Contains(claimed.Slot));
                _downloads.Add(claimed.Slot, Context.ActorOf(
                    Props.Create(() => new DownloadActor(order, _services, _job)), $"slot-{claimed.Slot}-attempt-{claimed.Attempt}"));
                break;
            case SlotSettled settled:
                _retries.Remove(settled.Settlement.Slot);
                if (_downloads.Remove(settled.Settlement.Slot, out var download))
                    Context.Stop(download);
                Advance();
                break;
        }
    }

    private void ReportSoon()
    {
        if (!Timers.IsTimerActive(nameof(ReportDue)))
            Timers.StartSingleTimer(nameof(ReportDue), ReportDue.Instance, _services.ReportInterval);
    }

    private void Report() => Context.Parent.Tell(new ChunkProgress(
        _state.Id.Number, _run, _state.Tally,
        [.. _retries.Values.OrderBy(retry => retry.DueAt).ThenBy(retry => retry.Slot).Take(JobRun.MaxReportedWaits)],
        [.. _pauses.Values.Where(pause => pause.Until > _services.Time.GetUtcNow()).OrderBy(pause => pause.Until).Take(JobRun.MaxReportedWaits)]));

    private sealed record StepFailed(Exception Error);

    private sealed record SaveSettlements
    {
        public static SaveSettlements Instance { get; } = new();
    }

    private sealed record ClaimGranted
    {
        public static ClaimGranted Instance { get; } = new();
    }

    private sealed record ManifestWritten
    {
        public static ManifestWritten Instance { get; } = new();
    }

    private sealed record ReportDue
    {
        public static ReportDue Instance { get; } = new();
    }
}
