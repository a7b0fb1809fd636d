using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using PixCrawler.Contracts.Errors;

namespace PixCrawler.Service.Endpoints;

/// <summary>Reads JSON bodies strictly.</summary>
internal static class Bodies
{
    /// <summary>Reads a body that must be there.</summary>
    /// <exception cref="InvalidInputException">It is not what is wanted; the message says where.</exception>
    public static async Task<T> ReadAsync<T>(Stream body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(body, type, cancellationToken) ?? throw new JsonException("it is null");
        }
        catch (JsonException error)
        {
            throw new InvalidInputException("body-invalid", $"The body is not what is wanted here: {Words(error)}", error);
        }
    }

    /// <summary>Reads a body that may be left out.</summary>
    /// <exception cref="InvalidInputException">As above, or it is no JSON.</exception>
    public static async Task<T?> ReadOptionalAsync<T>(HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        if (request.ContentLength is 0 || (request.ContentLength is null && request.ContentType is null))
            return null;
        return request.HasJsonContentType()
            ? await ReadAsync(request.Body, type, cancellationToken)
            : throw new BadHttpRequestException("The body must be application/json.", StatusCodes.Status415UnsupportedMediaType);
    }

    // The reader's words name types of the program; its place in the text is what helps.
    private static string Words(JsonException error) => error.Message.Contains("could not be mapped", StringComparison.Ordinal)
        ? $"{error.Path} is unknown."
        : error.Message.Contains("required properties", StringComparison.Ordinal)
            ? "a required property is missing."
            : error is { Path: "$" or null, BytePositionInLine: 0 or null, LineNumber: 0 or null } ? "it is empty or no JSON."
            : $"look at {error.Path ?? "$"}{(error.LineNumber is { } line ? $", line {line + 1}" : "")}.";
}
