using System.Text.Json;
using PixCrawler.Service.Jobs;

namespace PixCrawler.Service.Live;

/// <summary>JSON on one line, as events need it.</summary>
internal static class JsonText
{
    public static string Of(JobProgressView progress) => JsonSerializer.Serialize(progress, ServiceJson.Default.JobProgressView);

    /// <summary>The type of an event that was written before.</summary>
    public static string TypeOf(string data)
    {
        using var json = JsonDocument.Parse(data);
        return json.RootElement.GetProperty("type").GetString()!;
    }
}
