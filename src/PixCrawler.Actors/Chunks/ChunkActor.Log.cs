using PixCrawler.Actors.Hosting;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Domain.Urls;
using PixCrawler.Net.Downloads;
using Serilog;
using Serilog.Events;

namespace PixCrawler.Actors.Chunks;

internal sealed partial class ChunkActor
{
    private new ILogger Log => _services.Log
        .ForContext("JobId", _state.Id.JobId)
        .ForContext("ChunkId", _state.Id);

    private string SafeUrlOf(int slot) => SafeUrl.Redact(_candidates[slot].Url);

    private void LogStarted() => Log
        .ForContext("EventId", EventIds.ChunkStarted)
        .Information("Chunk {Chunk} begins run {Run} with {Slots} slots, {Settled} of them settled",
            _state.Id.Number, _run, _candidates.Count, _state.Tally.Settled);

    private void LogSettled() => Log
        .ForContext("EventId", EventIds.ChunkSettled)
        .Information("Chunk {Chunk} is settled: {Kept} kept, {Rejected} rejected, {Refused} refused, {Failed} failed, {Cancelled} cancelled",
            _state.Id.Number, _state.Tally.Kept, _state.Tally.Rejected, _state.Tally.Refused, _state.Tally.Failed, _state.Tally.Cancelled);

    private void LogSlotSettled(Settlement settlement)
    {
        if (!_services.Log.IsEnabled(LogEventLevel.Debug))
            return;
        Log.ForContext("EventId", EventIds.SlotSettled)
            .ForContext("Url", SafeUrlOf(settlement.Slot))
            .Debug("Slot {Slot} is settled: {Status} {Reason}", settlement.Slot, settlement.Status, settlement.Reason);
    }

    private void LogRetry(int slot, RetryNotice notice) => Log
        .ForContext("EventId", EventIds.AttemptFailed)
        .ForContext("Url", SafeUrlOf(slot))
        .ForContext("Operation", "download")
        .Warning("Attempt {AttemptNumber} of {MaxAttempts} at {Host} failed ({Reason}); the next is made in {DelaySeconds} s",
            notice.NextAttempt - 1, notice.MaxAttempts, notice.Host, notice.Reason, notice.Delay.TotalSeconds);
}
