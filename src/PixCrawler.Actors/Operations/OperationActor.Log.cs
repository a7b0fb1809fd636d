using PixCrawler.Actors.Hosting;
using PixCrawler.Contracts.Operations;
using Serilog;

namespace PixCrawler.Actors.Operations;

internal sealed partial class OperationActor
{
    private new ILogger Log => _services.Log
        .ForContext("OperationId", _state.Id)
        .ForContext("Operation", _command.Kind)
        .ForContext("JobId", _command.JobId)
        .ForContext("UserId", _command.UserId)
        .ForContext("ResourceId", PersistenceId);

    private void LogStarted() => Log
        .ForContext("EventId", EventIds.OperationStarted)
        .Information("{Operation} begins", _command.Kind);

    private void LogOverdue() => Log
        .ForContext("EventId", EventIds.OperationOverdue)
        .Warning("{Operation} has taken {LimitSeconds} s and is asked to stop", _command.Kind, _limits.SoftLimitSeconds);

    private void LogRestart(OperationRunFailed failed) => Log
        .ForContext("EventId", EventIds.OperationRestart)
        .ForContext("ErrorType", failed.Cause.ErrorType)
        .Warning("{Operation} failed ({Reason}: {Problem}); restart {RestartCount} of {MaxRestarts} in {DelaySeconds} s",
            _command.Kind, failed.Cause.Reason, failed.Cause.Message, failed.Run, _services.Restarts.MaxRestarts,
            (failed.RestartDueAt - failed.At).TotalSeconds);

    private void LogUnexpected(Exception error) => Log
        .ForContext("EventId", EventIds.OperationFailed)
        .ForContext("ErrorType", error.GetType().Name)
        .Error(error, "{Operation} failed with an error nobody foresaw", _command.Kind);

    private void LogEnded(IOperationOutcome outcome)
    {
        switch (outcome)
        {
            case OperationSucceeded:
                Log.ForContext("EventId", EventIds.OperationSucceeded).Information("{Operation} is done", _command.Kind);
                break;
            case OperationCancelled:
                Log.ForContext("EventId", EventIds.OperationCancelled).Information("{Operation} was cancelled", _command.Kind);
                break;
            case OperationTimedOut timedOut:
                Log.ForContext("EventId", EventIds.OperationTimedOut)
                    .Error("{Operation} ran into its {Limit} limit of {LimitSeconds} s",
                        _command.Kind, timedOut.Limit, timedOut.LimitSeconds);
                break;
            case OperationFailed failed:
                Log.ForContext("EventId", EventIds.OperationFailed)
                    .ForContext("ErrorType", failed.Cause.ErrorType)
                    .Error("{Operation} failed after {RestartCount} restarts ({Reason}: {Problem})",
                        _command.Kind, failed.Restarts, failed.Cause.Reason, failed.Cause.Message);
                break;
        }
    }
}
