using Serilog.Events;

namespace PixCrawler.Cli.Logs;

/// <summary>Which lines are wanted; what is null does not matter.</summary>
/// <param name="Job">The beginning of the job's identity.</param>
/// <param name="Chunk">The chunk's number.</param>
/// <param name="Url">Text in the URL, upper or lower case.</param>
/// <param name="Level">The least level.</param>
internal sealed record LogFilter(string? Job, int? Chunk, string? Url, LogEventLevel? Level)
{
    public bool Wants(LogLine line) =>
        (Level is null || line.Level >= Level)
        && (Job is null || line.JobId?.StartsWith(Job, StringComparison.OrdinalIgnoreCase) == true)
        && (Chunk is null || line.Chunk == Chunk)
        && (Url is null || line.Url?.Contains(Url, StringComparison.OrdinalIgnoreCase) == true);
}
