using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace PixCrawler.Service.Hosting;

/// <summary>Writes every problem alike (RFC 9457), whatever the request accepts: who went wrong has to be told how.</summary>
internal sealed class ProblemWriter : IProblemDetailsWriter
{
    private const string Type = "application/problem+json";

    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var (problem, response) = (context.ProblemDetails, context.HttpContext.Response);
        problem.Status ??= response.StatusCode;
        problem.Type = "about:blank";
        problem.Title = ReasonPhrases.GetReasonPhrase(problem.Status.Value);
        problem.Detail ??= Advice(problem.Status.Value);
        problem.Extensions.Remove("traceId");
        problem.Extensions["requestId"] = context.HttpContext.TraceIdentifier;
        problem.Extensions.TryAdd("code", System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(problem.Title));
        await response.WriteAsJsonAsync(problem, options: null, Type, context.HttpContext.RequestAborted);
    }

    // Of what the framework refuses by itself.
    private static string? Advice(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "A good key is needed: Authorization: Bearer pck_...",
        StatusCodes.Status403Forbidden => "This key has not the scope that is needed.",
        StatusCodes.Status404NotFound => "There is nothing at this address; /openapi/v1.json says what there is.",
        StatusCodes.Status405MethodNotAllowed => "This address takes other methods: see the header Allow.",
        StatusCodes.Status415UnsupportedMediaType => "This Content-Type is not taken here; /openapi/v1.json says which are.",
        _ => null,
    };
}
