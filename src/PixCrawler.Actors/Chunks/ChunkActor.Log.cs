using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Observability;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Domain.Urls;
using PixCrawler.Net.Downloads;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace PixCrawler.Actors.Chunks;

internal sealed partial class ChunkActor
{
    private new ILogger Log => _services.Log
        .ForContext("JobId", _state.Id.JobId)
        .ForContext("ChunkId", _state.Id);

    private string SafeUrlOf(int slot) => SafeUrl.Redact(_candidates[slot].Url);

    // Every transition is counted and logged here.
    private void Observe(IChunkEvent chunkEvent)
    {
        switch (chunkEvent)
        {
            case AttemptClaimed claimed when _services.Log.IsEnabled(LogEventLevel.Debug):
                Log.ForContext("EventId", EventIds.AttemptClaimed)
                    .ForContext("Url", SafeUrlOf(claimed.Slot))
                    .ForContext("Operation", "download")
                    .Debug("Slot {Slot} has claimed attempt {AttemptNumber}", claimed.Slot, claimed.Attempt);
                break;
            case SlotSettled settled:
                _services.Metrics.Settled(settled.Settlement);
                LogSlotSettled(settled.Settlement);
                break;
        }
    }

    private void LogStarted() => Log
        .ForContext("EventId", EventIds.ChunkStarted)
        .ForContext("Operation", "chunk")
        .Information("Chunk {Chunk} begins run {Run} with {Slots} slots, {Settled} of them settled",
            _state.Id.Number, _run, _candidates.Count, _state.Tally.Settled);

    private void LogAlone(int slot) => Log
        .ForContext("EventId", EventIds.SlotAlone)
        .ForContext("Operation", "download")
        .ForContext("Url", SafeUrlOf(slot))
        .Warning("Slot {Slot} was under way each time when {Attempts} runs were cut off: its last attempt is made alone",
            slot, _state.Slots[slot].Attempts);

    private void LogSettled() => Log
        .ForContext("EventId", EventIds.ChunkSettled)
        .ForContext("Operation", "chunk")
        .Information("Chunk {Chunk} is settled: {Kept} kept, {Rejected} rejected, {Refused} refused, {Failed} failed, {Cancelled} cancelled",
            _state.Id.Number, _state.Tally.Kept, _state.Tally.Rejected, _state.Tally.Refused, _state.Tally.Failed, _state.Tally.Cancelled);

    private void LogSlotSettled(Settlement settlement)
    {
        if (!_services.Log.IsEnabled(LogEventLevel.Debug))
            return;
        Log.ForContext("EventId", EventIds.SlotSettled)
            .ForContext("Url", SafeUrlOf(settlement.Slot))
            .ForContext("Operation", "settle")
            .Debug("Slot {Slot} is settled: {Status} {Reason} after {AttemptNumber} attempts",
                settlement.Slot, settlement.Status, settlement.Reason, _state.Slots[settlement.Slot].Attempts);
    }

    private void LogRetry(int slot, RetryNotice notice)
    {
        var count = _job.RetriesByHost.Count(notice.Host, notice.Reason);
        var level = HostFailures.LevelOf(count, LogEventLevel.Warning);
        var log = _services.Log.ForContext(Constants.SourceContextPropertyName, LogForms.AttemptsContext);
        if (!log.IsEnabled(level))
            return;
        log.ForContext("JobId", _state.Id.JobId)
            .ForContext("ChunkId", _state.Id)
            .ForContext("EventId", EventIds.AttemptFailed)
            .ForContext("Url", SafeUrlOf(slot))
            .ForContext("Slot", slot)
            .ForContext("Operation", "download")
            .ForContext("ErrorType", notice.ErrorType)
            .ForContext("DueAt", _services.Time.GetUtcNow() + notice.Delay)
            .ForContext("HostFailures", count)
            .Write(level, "Attempt {AttemptNumber} of {MaxAttempts} at {Host} failed ({Reason}); the next is made in {DelaySeconds} s",
                notice.NextAttempt - 1, notice.MaxAttempts, notice.Host, notice.Reason, notice.Delay.TotalSeconds);
    }

    private void LogState()
    {
        var next = _retries.Count == 0 ? (DateTimeOffset?)null : _retries.Values.Min(retry => retry.DueAt);
        Log.ForContext("EventId", EventIds.ChunkState)
            .ForContext("Operation", "log-state")
            .ForContext("NextRetryAt", next)
            .Information("Chunk {Chunk}, run {Run}: {Settled} of {Slots} settled, {Waiting} wait for a place, {InFlight} in flight, {Retrying} of them wait for a retry",
                _state.Id.Number, _run, _state.Tally.Settled, _candidates.Count, _state.WaitingCount, _downloads.Count, _retries.Count);
    }
}
