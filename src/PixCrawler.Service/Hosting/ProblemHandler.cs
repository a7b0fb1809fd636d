using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using PixCrawler.Actors.Hosting;
using PixCrawler.Contracts.Errors;
using Serilog;

namespace PixCrawler.Service.Hosting;

/// <summary>Turns exceptions into problems that say what to do, and never how it looks inside.</summary>
internal sealed class ProblemHandler(IProblemDetailsService problems, DataFolder folder, ILogger log) : IExceptionHandler
{
    private const int RetryAfterSeconds = 5;

    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var problem = Problem(exception);
        context.Response.StatusCode = problem.Status!.Value;
        if (problem.Status == StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        if (problem.Status >= StatusCodes.Status500InternalServerError)
        {
            log.ForContext("EventId", EventIds.RequestFailed).ForContext("RequestId", context.TraceIdentifier).ForContext("ErrorType", exception.GetType().Name)
                .Error(exception, "The request {Method} {Path} failed", context.Request.Method, context.Request.Path.Value);
        }

        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = problem });
    }

    private ProblemDetails Problem(Exception exception) => exception switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            Of(StatusCodes.Status413PayloadTooLarge, "body-too-large", "The body is larger than this service takes; make several jobs of it."),
        BadHttpRequestException bad => Of(bad.StatusCode, "request-invalid", bad.Message),
        InvalidInputException invalid => Of(StatusCodes.Status400BadRequest, invalid.Reason, folder.Hide(invalid.Message)!),
        TimeoutException => Of(StatusCodes.Status503ServiceUnavailable, "busy", "No answer came in time; asking again is harmless."),
        DbException => Of(StatusCodes.Status503ServiceUnavailable, "database-unavailable", "The service's database does not answer; ask again."),
        InfrastructureException => Of(StatusCodes.Status503ServiceUnavailable, "store-unavailable", "The service's store does not answer; ask again."),
        _ => Of(StatusCodes.Status500InternalServerError, "unexpected", "Something nobody foresaw went wrong; the log has it under the request's id."),
    };

    private static ProblemDetails Of(int status, string code, string detail) => new() { Status = status, Detail = detail, Extensions = { ["code"] = code } };
}
