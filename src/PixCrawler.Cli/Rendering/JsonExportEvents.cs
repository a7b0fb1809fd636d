using System.Text.Json.Serialization;
using PixCrawler.Contracts.Datasets;

namespace PixCrawler.Cli.Rendering;

/// <summary>The export begins, or goes on.</summary>
internal sealed record JsonExportStarted(string Export, string Output, string? Target)
{
    [JsonPropertyOrder(-1)]
    public string Event => "export-started";
}

/// <summary>How the export stands.</summary>
internal sealed record JsonExportProgress(
    string Export, string? Stage, long Files, long TotalFiles, long Bytes, long TotalBytes, int Restarts, DateTimeOffset? RestartDueAt, string? Cause)
{
    [JsonPropertyOrder(-1)]
    public string Event => "export-progress";
}

/// <summary>The export has ended; links may follow.</summary>
internal sealed record JsonExportEnded(
    string Export, string Status, int ExitCode, string? Location, long Samples, long Bytes, IReadOnlyDictionary<string, long> Splits, int Categories,
    IReadOnlyDictionary<string, long> LeftOut, IReadOnlyList<ExportedFile> Archives, long UploadedFiles, long SkippedFiles, long UploadedBytes,
    int Restarts, string? Problem)
{
    [JsonPropertyOrder(-1)]
    public string Event => "export-ended";
}

/// <summary>A link to a file in a store.</summary>
internal sealed record JsonExportLink(string File, string Url, DateTimeOffset ExpiresAt)
{
    [JsonPropertyOrder(-1)]
    public string Event => "export-link";
}

/// <summary>The process was asked to stop and has; the last line there is.</summary>
internal sealed record JsonExportSuspended(int ExitCode, string Export, string Output)
{
    [JsonPropertyOrder(-1)]
    public string Event => "export-suspended";
}
