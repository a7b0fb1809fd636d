using System.Text.Json;
using System.Text.Json.Serialization;
using PixCrawler.Cli.Doctor;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Cli.Rendering;

/// <summary>The counts every report carries (fields: docs/cli.md).</summary>
internal sealed record JsonTally(
    int Settled, int Kept, int Rejected, int Refused, int Failed, int Cancelled, long Bytes, int Attempts, IReadOnlyDictionary<string, int> Reasons)
{
    public static JsonTally Of(Tally tally) => new(
        tally.Settled, tally.Kept, tally.Rejected, tally.Refused, tally.Failed, tally.Cancelled, tally.Bytes, tally.Attempts, tally.Reasons);
}

/// <summary>The job was accepted.</summary>
internal sealed record JsonStarted(string Job, string Name, string Output, string Log)
{
    [JsonPropertyOrder(-1)]
    public string Event => "started";
}

/// <summary>How the job stands.</summary>
internal sealed record JsonProgress(
    string Status, int Planned, bool PlanComplete, double? Progress, JsonTally Tally, int BadRows, int Chunks, int ChunksSettled, int ChunksFailed,
    int Restarts, double ElapsedSeconds, double PerSecond, double? RemainingSeconds, IReadOnlyList<JsonRetry> Retries, IReadOnlyList<JsonRestart> Restarting)
{
    [JsonPropertyOrder(-1)]
    public string Event => "progress";
}

/// <summary>An attempt that waits for its time.</summary>
internal sealed record JsonRetry(string Url, int Attempt, int MaxAttempts, string Reason, DateTimeOffset DueAt);

/// <summary>A worker that waits for its restart.</summary>
internal sealed record JsonRestart(string Worker, int Restart, int MaxRestarts, string Cause, DateTimeOffset DueAt);

/// <summary>One scripted fault of the demo: what was to happen and what did.</summary>
internal sealed record JsonDemoCase(string Url, string What, string Expected, string Happened, int Requests, bool AsScripted, string Story)
{
    [JsonPropertyOrder(-1)]
    public string Event => "demo-case";
}

/// <summary>The job has ended; the last line there is.</summary>
internal sealed record JsonEnded(
    string Status, int ExitCode, string Job, string Name, string Output, string Log, int Planned, JsonTally Tally, int BadRows, int Chunks,
    int ChunksFailed, int Restarts, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, double Seconds, double PerSecond, string? Problem, string? Advice, JsonDuplicates? Duplicates)
{
    [JsonPropertyOrder(-1)]
    public string Event => "ended";
}

/// <summary>Images that are there twice, by what they have in common with their twin.</summary>
internal sealed record JsonDuplicates(int Url, int Exact, int Near);

/// <summary>The process was asked to stop and has; the last line there is.</summary>
internal sealed record JsonSuspended(int ExitCode, string Job, string Output, string Resume)
{
    [JsonPropertyOrder(-1)]
    public string Event => "suspended";
}

/// <summary>One dataset, as <c>jobs</c> lists it.</summary>
internal sealed record JsonJob(
    string Folder, string? Job, string? Name, string State, int? Process, int Settled, int Kept, int Rejected, int Refused, int Failed, int Cancelled,
    DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? Journal);

/// <summary>The job was not accepted; the last line there is.</summary>
internal sealed record JsonRejected(IReadOnlyList<FieldError> Errors)
{
    [JsonPropertyOrder(-1)]
    public string Event => "rejected";
}

/// <summary>The crawl broke off; the last line there is.</summary>
internal sealed record JsonBroken(string Problem)
{
    [JsonPropertyOrder(-1)]
    public string Event => "broken";
}

/// <summary>How far a check is.</summary>
internal sealed record JsonCheckProgress(string Step, int Done, int Total)
{
    [JsonPropertyOrder(-1)]
    public string Event => "progress";
}

/// <summary>What a check found; the last line there is.</summary>
internal sealed record JsonChecked(
    string Folder, bool Sound, int Images, int Damaged, IReadOnlyDictionary<string, int> Reasons, IReadOnlyList<JsonDamage> Named,
    IReadOnlyList<JsonDuplicate> Duplicates, int Removed)
{
    [JsonPropertyOrder(-1)]
    public string Event => "checked";
}

/// <summary>An image that is not as it should be.</summary>
internal sealed record JsonDamage(string File, string Reason, string Detail);

/// <summary>An image that is there twice, and the one that is kept for it.</summary>
internal sealed record JsonDuplicate(string File, string Twin, string Kind, int DistanceBits, string? Slot);

/// <summary>How the lines of <c>--json</c> are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JsonStarted))]
[JsonSerializable(typeof(JsonProgress))]
[JsonSerializable(typeof(JsonDemoCase))]
[JsonSerializable(typeof(JsonEnded))]
[JsonSerializable(typeof(JsonSuspended))]
[JsonSerializable(typeof(JsonJob))]
[JsonSerializable(typeof(JsonRejected))]
[JsonSerializable(typeof(JsonBroken))]
[JsonSerializable(typeof(JsonCheckProgress))]
[JsonSerializable(typeof(JsonChecked))]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(JsonExportStarted))]
[JsonSerializable(typeof(JsonExportProgress))]
[JsonSerializable(typeof(JsonExportEnded))]
[JsonSerializable(typeof(JsonExportLink))]
[JsonSerializable(typeof(JsonExportSuspended))]
internal sealed partial class JsonEventsContext : JsonSerializerContext
{
    /// <summary>Writes one event as one line of ASCII, so that nothing from outside can break it.</summary>
    public static void WriteLine<T>(TextWriter output, T value)
    {
        output.WriteLine(JsonSerializer.Serialize(value, typeof(T), Default));
        output.Flush();
    }
}
