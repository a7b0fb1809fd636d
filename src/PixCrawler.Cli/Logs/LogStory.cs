using System.Globalization;
using PixCrawler.Actors.Observability;

namespace PixCrawler.Cli.Logs;

/// <summary>Tells log lines to people.</summary>
internal static class LogStory
{
    /// <summary>One line: time (UTC), level, chunk and slot, what happened, and the URL.</summary>
    public static string Line(LogLine line)
    {
        var time = line.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
        var level = line.Level.ToString().ToUpperInvariant()[..3];
        var place = line.Chunk is { } chunk ? $"chunk {chunk}{(line["Slot"] is { } slot ? $"/{slot}" : "")}: " : "";
        var url = line.Url is { } text ? $" {text}" : "";
        return $"{time} {level} {LogText.Visible(place + line.Message + url)}";
    }

    /// <summary>What happened and when, where it is known what it is about.</summary>
    public static string Step(LogLine line) =>
        $"{line.Time.UtcDateTime.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)}  {LogText.Visible(line.Message)}";
}
