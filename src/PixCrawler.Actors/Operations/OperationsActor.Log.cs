using PixCrawler.Actors.Hosting;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Operations;
using Serilog;

namespace PixCrawler.Actors.Operations;

internal sealed partial class OperationsActor
{
    private ILogger LogOf(OperationCommand command) => _services.Log
        .ForContext("OperationId", command.OperationId)
        .ForContext("Operation", command.Kind)
        .ForContext("JobId", command.JobId)
        .ForContext("UserId", command.UserId);

    private void LogRejected(OperationCommand command, IReadOnlyList<FieldError> errors) => LogOf(command)
        .ForContext("EventId", EventIds.OperationRejected)
        .Error("{Operation} is not accepted: {Errors}",
            command.Kind, string.Join("; ", errors.Select(error => $"{error.Field}: {error.Problem}")));

    private void LogRefused(OperationCommand command, TimeSpan retryAfter) => LogOf(command)
        .ForContext("EventId", EventIds.OperationRefused)
        .Warning("{Operation} is refused, for too many wait already; asking again may help in {DelaySeconds} s",
            command.Kind, retryAfter.TotalSeconds);

    private void LogCrashed(OperationCommand command, Exception error) => LogOf(command)
        .ForContext("EventId", EventIds.OperationFailed)
        .ForContext("ErrorType", error.GetType().Name)
        .Error(error, "{Operation} lost its actor", command.Kind);
}
