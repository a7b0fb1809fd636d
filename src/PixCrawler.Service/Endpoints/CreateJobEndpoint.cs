using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Sources;
using PixCrawler.Service.Auth;
using PixCrawler.Service.Hosting;
using PixCrawler.Service.Jobs;

namespace PixCrawler.Service.Endpoints;

/// <summary>
/// Creates jobs: the body is JSON with URLs in it, or the list itself (text, CSV, TSV, JSON lines) with the settings in the query.
/// </summary>
internal static class CreateJobEndpoint
{
    private const string KeyHeader = "Idempotency-Key";
    private const int MaxKeyLength = 100;

    private static readonly Dictionary<string, ListFormat> Lists = new(StringComparer.OrdinalIgnoreCase)
    {
        ["text/plain"] = ListFormat.Text,
        ["text/csv"] = ListFormat.Csv,
        ["text/tab-separated-values"] = ListFormat.Tsv,
        ["application/jsonl"] = ListFormat.JsonLines,
        ["application/x-ndjson"] = ListFormat.JsonLines,
    };

    private const string WholeName = "settings";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    private static readonly string[] Columns = ["urlColumn", "captionColumn", "keyColumn"];

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/jobs", CreateAsync).RequireAuthorization(Scopes.JobsWrite)
        .WithSummary("Creates a job. Sending the same request again, with the same Idempotency-Key, is harmless.")
        .WithHeader(KeyHeader, "Chosen by you, once for each job: 1 to 100 visible ASCII characters.")
        .Accepts<CreateJobRequest>("application/json", [.. Lists.Keys])
        .Produces<JobCreated>(201).Produces<JobCreated>().ProducesProblem(400).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422);

    private static async Task<IResult> CreateAsync(
        HttpRequest request, HttpResponse response, Caller caller, ListIntake lists, JobIntake intake, DataFolder folder, CancellationToken cancellationToken)
    {
        if (request.Headers[KeyHeader] is not [{ Length: > 0 and <= MaxKeyLength } key] || key.Any(character => character is <= ' ' or > '~'))
            return Problems.BadRequest("idempotency-key-missing", $"Send the header {KeyHeader} with 1 to {MaxKeyLength} visible ASCII characters, new for each job.");
        var (wanted, list) = await ReadAsync(request, lists, cancellationToken);
        var result = await intake.CreateAsync(caller.UserId, key, wanted, list, cancellationToken);
        if (result.Conflicts)
            return Problems.Of(StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused", $"This {KeyHeader} was used for another request; choose a new one.");
        if (result.Job is not { } job)
            return Problems.NotAccepted("job", result.Errors!, folder.Hide);
        response.Headers.Location = $"/api/v1/jobs/{job.Id}";
        return TypedResults.Json(
            new JobCreated(JobView.Of(job, folder), list.Notes), ServiceJson.Default.JobCreated,
            statusCode: result.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static async Task<(CreateJobRequest Wanted, TakenList List)> ReadAsync(HttpRequest request, ListIntake lists, CancellationToken cancellationToken)
    {
        var type = MediaTypeHeaderValue.TryParse(request.ContentType, out var parsed) ? parsed.MediaType.Value ?? "" : "";
        if (Lists.TryGetValue(type, out var format))
        {
            var settings = Settings(request.Query);
            var form = new UploadedList(
                format, Query.Text(request, Columns[0]) ?? "url", Query.Text(request, Columns[1]) ?? "caption", Query.Text(request, Columns[2]) ?? "key");
            return (settings, await lists.TakeAsync(request.Body, form, cancellationToken));
        }

        if (!request.HasJsonContentType())
            throw new BadHttpRequestException($"Send application/json, or a list as {string.Join(", ", Lists.Keys)}.", StatusCodes.Status415UnsupportedMediaType);
        Query.Allow(request);
        var wanted = await Bodies.ReadAsync(request.Body, ServiceJson.Default.CreateJobRequest, cancellationToken);
        var urls = wanted.Urls is { Count: > 0 } given ? given : throw new InvalidInputException("no-urls", "urls: give at least one.");
        return (wanted, await lists.TakeAsync(urls, cancellationToken));
    }

    // The query becomes the object it stands for, so that both ways are judged alike; what has parts comes as that object itself.
    private static CreateJobRequest Settings(IQueryCollection query)
    {
        Query.RefuseRepeated(query);
        var json = Whole(query);
        foreach (var (name, values) in query)
        {
            if (!Columns.Contains(name) && name != WholeName)
                json[name] = name == "name" ? values.ToString() : Value(values.ToString());
        }

        try
        {
            if (json.ContainsKey("urls"))
                throw new InvalidInputException("query-unknown", "urls: the body is the list; leave it out of the query.");
            return json.Deserialize(ServiceJson.Default.CreateJobRequest)!;
        }
        catch (JsonException error)
        {
            throw new InvalidInputException(
                "query-invalid",
                json.ContainsKey("name") ? $"The query is not what is wanted here: look at {error.Path?.TrimStart('$', '.')}." : "Say name=... in the query: the dataset's name.",
                error);
        }
    }

    private static JsonObject Whole(IQueryCollection query)
    {
        if (query[WholeName] is not [{ Length: > 0 } text])
            return [];
        try
        {
            return JsonNode.Parse(text, nodeOptions: null, Strict) as JsonObject ?? throw new JsonException();
        }
        catch (JsonException error)
        {
            throw new InvalidInputException("query-invalid", $"{WholeName} must be a JSON object that names nothing twice.", error);
        }
    }

    private static JsonValue Value(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? JsonValue.Create(number)
        : bool.TryParse(text, out var flag) ? JsonValue.Create(flag) : JsonValue.Create(text)!;
}
