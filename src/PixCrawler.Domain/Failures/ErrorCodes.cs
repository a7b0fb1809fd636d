using System.Text.Json;

namespace PixCrawler.Domain.Failures;

/// <summary>
/// Reads the machine-readable codes of a provider's JSON error answer: the fields <c>code</c>, <c>type</c>, <c>status</c> and
/// <c>reason</c> of the answer, of its <c>error</c> object and of that object's <c>details</c> (RFC 9457 and the usual model APIs).
/// Texts for people are never looked at (failure-semantics C4).
/// </summary>
public static class ErrorCodes
{
    /// <summary>The largest error answer that is read, in bytes; larger ones give no codes.</summary>
    public const int MaxBytes = 64 * 1024;

    private static readonly string[] Fields = ["code", "type", "status", "reason"];

    /// <summary>Reads the codes.</summary>
    /// <param name="json">The body of the answer; anything at all.</param>
    /// <returns>The codes in the order they appear; none where the body is no such answer.</returns>
    public static IReadOnlyList<string> Read(ReadOnlyMemory<byte> json)
    {
        if (json.Length is 0 or > MaxBytes)
            return [];
        try
        {
            using var document = JsonDocument.Parse(json);
            var codes = new List<string>();
            Collect(document.RootElement, codes);
            return codes;
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static void Collect(JsonElement element, List<string> codes)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return;
        foreach (var field in Fields)
        {
            if (element.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String)
                codes.Add(value.GetString()!);
        }

        if (element.TryGetProperty("error", out var error))
            Collect(error, codes);
        if (element.TryGetProperty("details", out var details) && details.ValueKind == JsonValueKind.Array)
        {
            foreach (var detail in details.EnumerateArray())
                Collect(detail, codes);
        }
    }
}
