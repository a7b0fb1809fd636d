using Akka.Actor;
using Akka.Cells;

namespace Akka.Persistence;

// Waiting for the journal and the snapshot storage during a recovery, with a limit.
public abstract partial class Eventsourced
{
    private ICancelable? _recoveryTimeout;
    private Reply? _awaited;

    private void Await<T>(Func<ValueTask<T>> ask, Action<T> whenDone)
    {
        Task<T> task;
        try
        {
            task = ask().AsTask();
        }
        catch (Exception reason)
        {
            task = Task.FromException<T>(reason);
        }

        var (cell, answer) = (_cell, new Answer<T>(this, task, whenDone));
        _awaited = answer;
        EndRecoveryTimeout();
        if (task.IsCompleted)
        {
            cell.SendSystem(answer);
            return;
        }

        _recoveryTimeout = Context.System.Scheduler.Advanced.ScheduleOnceCancelable(
            Extension.Settings.RecoveryEventTimeout, () => cell.SendSystem(new Silence(this, answer)));
        task.ContinueWith(
            _ => cell.SendSystem(answer),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            cell.SystemImpl.Engine.Continuations);
    }

    private void EndRecoveryTimeout()
    {
        _recoveryTimeout?.Cancel();
        _recoveryTimeout = null;
    }

    /// <summary>What the journal or the snapshot storage answers.</summary>
    private sealed class Answer<T>(Eventsourced actor, Task<T> task, Action<T> whenDone) : Reply(actor, null)
    {
        public override void Run()
        {
            if (!ReferenceEquals(actor._awaited, this)) return;
            actor._awaited = null;
            T result;
            try
            {
                result = task.GetAwaiter().GetResult();
            }
            catch (Exception reason)
            {
                actor.FailRecovery(reason, null);
                return;
            }

            whenDone(result);
        }
    }

    /// <summary>No answer came in time.</summary>
    private sealed class Silence(Eventsourced actor, Reply missing) : Reply(actor, null)
    {
        public override void Run()
        {
            if (!ReferenceEquals(actor._awaited, missing)) return;
            var reason = new RecoveryTimedOutException(
                $"Recovery timed out, didn't get an answer within {actor.Extension.Settings.RecoveryEventTimeout}, " +
                $"highest sequence number seen {actor.LastSequenceNr}.");
            actor.FailRecovery(reason, null);
        }
    }
}
