using System.Text.Json;

namespace PixCrawler.Domain.Politeness;

/// <summary>
/// What <c>/.well-known/tdmrep.json</c> reserves (TDM Reservation Protocol). Any entry that fits a URL and reserves, reserves it,
/// whatever other entries say.
/// </summary>
public sealed class TdmReservations : ISiteRule
{
    private readonly IReadOnlyList<(string Location, PathPattern Pattern)> _reserved;
    private readonly string _source;

    private TdmReservations(IReadOnlyList<(string Location, PathPattern Pattern)> reserved, string source) =>
        (_reserved, _source) = (reserved, source);

    /// <inheritdoc/>
    public TimeSpan? CrawlDelay => null;

    /// <summary>Reads the file.</summary>
    /// <param name="body">The file.</param>
    /// <param name="source">Where and when it was read, for evidence.</param>
    /// <returns>What it reserves; what is no such file reserves nothing.</returns>
    public static TdmReservations Parse(ReadOnlySpan<byte> body, string source = "tdmrep.json")
    {
        var reserved = new List<(string, PathPattern)>();
        try
        {
            var reader = new Utf8JsonReader(body.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? body[3..] : body);
            using var document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement.ValueKind == JsonValueKind.Array)
            {
                foreach (var entry in document.RootElement.EnumerateArray().Where(IsReservation))
                {
                    var location = entry.TryGetProperty("location", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "/";
                    reserved.Add((location, new PathPattern(location.StartsWith('/') || location.StartsWith('*') ? location : $"/{location}")));
                }
            }
        }
        catch (JsonException)
        {
            reserved.Clear();
        }

        return new TdmReservations(reserved, source);
    }

    /// <inheritdoc/>
    public Refusal? Judge(string pathAndQuery)
    {
        if (_reserved.Count == 0)
            return null;
        var path = PathPattern.NormalizePath(pathAndQuery);
        foreach (var (location, pattern) in _reserved)
        {
            if (pattern.Matches(path))
                return new Refusal(RefusalReasons.TdmRep, $"{_source}: location {location}, tdm-reservation 1");
        }

        return null;
    }

    private static bool IsReservation(JsonElement entry) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("tdm-reservation", out var value)
        && value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetInt32(out var number) && number == 1,
            JsonValueKind.String => value.GetString() == "1",
            _ => false,
        };
}
