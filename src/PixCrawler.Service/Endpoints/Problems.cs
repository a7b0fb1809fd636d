using Microsoft.AspNetCore.Http;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Service.Endpoints;

/// <summary>Answers that say what went wrong and what to do (RFC 9457); <c>code</c> is stable and for programs.</summary>
internal static class Problems
{
    /// <summary>A problem.</summary>
    public static IResult Of(int status, string code, string detail) =>
        TypedResults.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    /// <summary>The request makes no sense.</summary>
    public static IResult BadRequest(string code, string detail) => Of(StatusCodes.Status400BadRequest, code, detail);

    /// <summary>There is no such job, or it belongs to somebody else: the same words for both.</summary>
    public static IResult NoSuchJob() => Of(StatusCodes.Status404NotFound, "job-not-found", "There is no such job.");

    /// <summary>A job or an export was not accepted.</summary>
    public static IResult NotAccepted(string what, IReadOnlyList<FieldError> errors, Func<string?, string?> hide) => TypedResults.Problem(
        $"The {what} was not accepted; see errors.",
        statusCode: StatusCodes.Status400BadRequest,
        extensions: new Dictionary<string, object?>
        {
            ["code"] = $"{what}-not-accepted",
            ["errors"] = (IReadOnlyList<FieldError>)[.. errors.Select(error => new FieldError(NameOf(error.Field), hide(error.Problem)!))],
        });

    // Fields in the words of the interface.
    private static string NameOf(string field) => field switch
    {
        nameof(JobSpecification.Sources) => "urls",
        nameof(JobSpecification.ValidationLevel) => "validation",
        "" => "",
        _ => char.ToLowerInvariant(field[0]) + field[1..],
    };
}
