using Akka.Actor;
using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Supervision;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Chunks;
using PixCrawler.Domain.Jobs;

namespace PixCrawler.Actors.Jobs;

/// <summary>
/// A chunk that is given up or cancelled gets one more run that does nothing but give every open slot its account. Where even that
/// fails by its foundations it is tried again as any other worker is, so that the dataset lacks no account for a disk that was full.
/// </summary>
internal sealed partial class JobSupervisorActor
{
    // A cancel is over within two seconds (E4), also when the journal does not answer.
    private static readonly TimeSpan LongestWaitToSettle = TimeSpan.FromSeconds(1);

    private readonly Dictionary<IActorRef, ClosingRun> _closing = [];
    private readonly Dictionary<int, Exception> _toSettle = [];

    // In memory alone: such a run makes no request, and a process that dies over it closes the chunk anew.
    private readonly Dictionary<int, int> _failedToClose = [];
    private readonly Dictionary<int, PendingRestart> _toClose = [];

    private static string CloseKey(int number) => $"close-{number}";

    private static string SettleKey(int number) => $"settle-{number}";

    private void Close(int number, int run, ChunkCommand ending)
    {
        var actor = Context.Watch(Context.ActorOf(ChunkProps(RunOf(number, run, ending)), FreeName($"chunk-{number}-close-{run}")));
        _closing.Add(actor, new ClosingRun(number, run, ending));
        _toClose.Remove(number);
        _chunks[number] = actor;
    }

    private void ClosingFailed(ClosingRun closing, Exception cause)
    {
        _chunks.Remove(closing.Number);
        if (_draining is not null)
        {
            ChunkIsDrained(closing.Number);
            return;
        }

        var now = _services.Time.GetUtcNow();
        var isPause = IsForWantOfRoom(cause);
        var failures = _failedToClose[closing.Number] = _failedToClose.GetValueOrDefault(closing.Number) + (isPause ? 0 : 1);
        var again = isPause ? now + _services.Restarts.RestartDelay : _services.Restarts.NextRunAt(SafeCause.Of(cause), failures, now);
        if (_state.CancelRequested || again is null)
        {
            // Its journal, and its manifest, may know more than it lived to tell.
            _toSettle[closing.Number] = cause;
            Timers.StartSingleTimer(SettleKey(closing.Number), new SettleDue(closing.Number), LongestWaitToSettle);
            AskFigures(closing.Number);
            return;
        }

        LogNotClosed(closing.Number, SafeCause.Of(cause), failures);
        _toClose[closing.Number] = new PendingRestart(
            new WorkerId(WorkerKind.Chunk, closing.Number).ToString(), failures, _services.Restarts.MaxRestarts,
            isPause ? _services.PausedBy(_freeBytes) : SafeCause.Of(cause).Message, again.Value)
        {
            IsPause = isPause,
        };
        Timers.StartSingleTimer(CloseKey(closing.Number), closing, again.Value - now);
    }

    private void SettleWithoutAccount(int number)
    {
        Timers.Cancel(SettleKey(number));
        if (!_toSettle.Remove(number, out var cause))
            return;
        var known = _progress.TryGetValue(number, out var progress) ? progress.Tally : _state.Chunks[number].Tally ?? Tally.Empty;
        var open = _state.Chunks[number].Slots - known.Settled;
        var tally = _state.CancelRequested
            ? known.AddCancelled(open, ChunkDecide.CancelledReason)
            : known.AddFailed(open, SafeCause.Of(cause).Reason);
        Carry(new JobCommand.SettleChunk(number, tally), MoveOn);
    }

    private void LogNotClosed(int number, FailureCause cause, int failures) => Log
        .ForContext("EventId", EventIds.ChunkNotClosed)
        .ForContext("ChunkId", new ChunkId(_state.Id, number))
        .ForContext("Operation", "supervise")
        .ForContext("ErrorType", cause.ErrorType)
        .Warning("The account of chunk {Chunk} cannot be written ({Reason}: {Problem}); tried again in {DelaySeconds} s, failure {Failures} of {MaxFailures}",
            number, cause.Reason, cause.Message, _services.Restarts.RestartDelay.TotalSeconds, failures, _services.Restarts.MaxRestarts + 1);

    // Another run closes it, or nothing is closed any more.
    private void LeaveOpen(int number)
    {
        Timers.Cancel(CloseKey(number));
        Timers.Cancel(SettleKey(number));
        _toClose.Remove(number);
        _toSettle.Remove(number);
    }

    private sealed record SettleDue(int Number);

    /// <summary>A run that closes a chunk.</summary>
    /// <param name="Number">The chunk.</param>
    /// <param name="Run">The run.</param>
    /// <param name="Ending">How its open slots end.</param>
    private sealed record ClosingRun(int Number, int Run, ChunkCommand Ending);
}
