using PixCrawler.Actors.Supervision;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Jobs;

namespace PixCrawler.Actors.Jobs;

/// <summary>
/// A full disk pauses the job: while less than the floor is free, failed workers wait without using up a restart and nothing new is
/// begun; once there is room, everything goes on by itself. An unwritable disk with room is an ordinary failure of the foundations.
/// </summary>
internal sealed partial class JobSupervisorActor
{
    private const long Mebibyte = 1024 * 1024;

    private readonly Dictionary<WorkerId, DateTimeOffset> _lookAgainAt = [];
    private long? _freeBytes;

    private bool DiskIsFull()
    {
        _freeBytes = _services.FreeBytes(_job!.Folder.Path);
        return _freeBytes < _services.MinFreeBytes;
    }

    private bool IsForWantOfRoom(Exception cause) => cause is InfrastructureException { Kind: InfrastructureKind.Disk }
        && (DiskIsFull() || InfrastructureFaults.IsDatabaseFull(cause));

    private string? Paused => !_state.Status.IsTerminal()
        && (_state.IsPaused || _lookAgainAt.Count > 0 || _toClose.Values.Any(chunk => chunk.IsPause))
        ? _services.PausedBy(_freeBytes)
        : null;

    private void RestartOrWait(WorkerId worker)
    {
        if (!_state.Workers.TryGetValue(worker, out var entry) || entry.RestartDueAt is null || _draining is not null)
            return;
        if (!WaitsForRoom(worker, entry))
            BeginRun(worker, MoveOn);
    }

    private bool WaitsForRoom(WorkerId worker, JobWorker entry)
    {
        if (entry.Cause?.Reason == InfrastructureException.ReasonOf(InfrastructureKind.Disk) && DiskIsFull())
        {
            // Not an event: a full disk may be the journal's too.
            var again = _services.Time.GetUtcNow() + _services.Restarts.RestartDelay;
            _lookAgainAt[worker] = again;
            LogPaused(worker);
            ScheduleRestart(worker, again);
            return true;
        }

        if (_lookAgainAt.Remove(worker) || entry.IsPaused)
            LogGoesOn(worker);
        return false;
    }

    private PendingRestart Pending(WorkerId worker, JobWorker entry)
    {
        var isPaused = entry.IsPaused || _lookAgainAt.ContainsKey(worker);
        return new PendingRestart(
            worker.ToString(), entry.RestartCount, _services.Restarts.MaxRestarts, isPaused ? Paused! : entry.Cause!.Message,
            _lookAgainAt.GetValueOrDefault(worker, entry.RestartDueAt!.Value))
        {
            IsPause = isPaused,
        };
    }
}
