using System.Text.Json;
using PixCrawler.Cli.Commands;
using PixCrawler.Cli.Remote;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Cli.Rendering;

/// <summary>What a service says of jobs, in lines for people.</summary>
internal static class RemoteText
{
    /// <summary>A job in one line.</summary>
    public static string Job(JsonElement job)
    {
        var tally = job.GetProperty("tally");
        string Count(string name) => $"{tally.GetProperty(name).GetInt32()} {name}";
        var problem = job.TryGetProperty("problem", out var text) ? $"; {text.GetString()}" : "";
        return SafeText.Line($"{job.GetProperty("id").GetString()}  {job.GetProperty("status").GetString(),-9}  {job.GetProperty("name").GetString()}: "
            + $"{tally.GetProperty("settled").GetInt32()} of {job.GetProperty("plannedUrls").GetInt32()} URLs settled, "
            + $"{Count("kept")}, {Count("rejected")}, {Count("refused")}, {Count("failed")}, {Count("cancelled")}{problem}");
    }

    /// <summary>An event in one line; null for those that are told by others.</summary>
    public static string? Event(RemoteEvent next)
    {
        var data = next.Data;
        if (next.Type == "progress")
            return Progress(data);
        string Value(string name) => data.TryGetProperty(name, out var value) ? value.ToString() : "";
        return next.Type switch
        {
            "chunk-settled" => $"chunk {Value("chunk")} is settled",
            "worker-failed" => SafeText.Line($"{Value("worker")} failed: {Value("reason")}{(Value("nextRunAt") is { Length: > 0 } due ? $", runs again at {due}" : "")}"),
            "suspended" => "the service stops; the job goes on with its next start",
            "reopened" => "the job goes on with what failed",
            "cancel-requested" => "the job is being cancelled",
            "ended" => $"the job ended: {Value("status")}",
            _ => null,
        };
    }

    /// <summary>The exit code for how a job stands.</summary>
    public static int ExitCode(JsonElement job) =>
        Enum.TryParse<JobStatus>(job.GetProperty("status").GetString(), ignoreCase: true, out var status) && status.IsTerminal() ? ExitCodes.Of(status) : ExitCodes.Complete;

    private static string Progress(JsonElement data)
    {
        var job = data.GetProperty("job");
        var tally = job.GetProperty("tally");
        var waiting = data.GetProperty("retries").EnumerateArray().Take(1)
            .Select(retry => $"; attempt {retry.GetProperty("attempt").GetInt32()} of {retry.GetProperty("maxAttempts").GetInt32()} at {retry.GetProperty("dueAt").GetString()}: {retry.GetProperty("url").GetString()}");
        var paused = data.TryGetProperty("paused", out var why) ? $"; {why.GetString()}" : "";
        return SafeText.Line($"{job.GetProperty("status").GetString()}: {tally.GetProperty("settled").GetInt32()} of {job.GetProperty("plannedUrls").GetInt32()} settled, "
            + $"{tally.GetProperty("kept").GetInt32()} kept{string.Concat(waiting)}{paused}");
    }
}
