using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Service.Jobs;

/// <summary>Something that happened to a job, for clients; what does not belong to its type is left out.</summary>
internal sealed record JobEventView
{
    public const string Ended = "ended";

    /// <summary>The types there are.</summary>
    public static IReadOnlyList<string> Types { get; } =
    [
        "started", "chunk-planned", "source-exhausted", "worker-started", "worker-failed", "worker-interrupted", "chunk-settled", "progressed",
        "deduplicated", "suspended", "reopened", "cancel-requested", Ended, "export-started", "export-run-started", "export-run-failed", "export-ended",
    ];

    /// <summary>Its place among the job's events, from 1; also the id of the live event.</summary>
    public required long Sequence { get; init; }

    /// <summary>What happened (docs/service.md lists the types).</summary>
    public required string Type { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    public string? Worker { get; init; }

    public int? Run { get; init; }

    public int? Chunk { get; init; }

    public int? Source { get; init; }

    public int? Urls { get; init; }

    public int? BadRows { get; init; }

    public IReadOnlyList<int>? Chunks { get; init; }

    public DuplicatesView? Duplicates { get; init; }

    public JobStatus? Status { get; init; }

    public TallyView? Tally { get; init; }

    public string? Reason { get; init; }

    public string? ErrorType { get; init; }

    public DateTimeOffset? NextRunAt { get; init; }

    public bool? IsPause { get; init; }

    public string? Export { get; init; }

    public ExportStatus? ExportStatus { get; init; }

    /// <summary>What clients see of an event. Messages of errors stay inside: they may name addresses and paths.</summary>
    public static JobEventView Of(long sequence, IJobEvent jobEvent)
    {
        JobEventView View(string type) => new() { Sequence = sequence, Type = type, At = jobEvent.At };
        return jobEvent switch
        {
            JobStarted => View("started"),
            ChunkPlanned planned => View("chunk-planned") with { Chunk = planned.Number, Source = planned.Source, Urls = planned.Slots, BadRows = planned.BadRows },
            SourceExhausted source => View("source-exhausted") with { Source = source.Source, BadRows = source.BadRows },
            WorkerStarted worker => View("worker-started") with { Worker = worker.Worker.ToString(), Run = worker.Run },
            WorkerFailed worker => View("worker-failed") with
            {
                Worker = worker.Worker.ToString(),
                Run = worker.Run,
                Reason = worker.Cause.Reason,
                ErrorType = worker.Cause.ErrorType,
                NextRunAt = worker.RestartDueAt,
                IsPause = worker.IsPause,
            },
            WorkerInterrupted worker => View("worker-interrupted") with { Worker = worker.Worker.ToString(), Run = worker.Run, Reason = worker.Cause?.Reason },
            ChunkSettled chunk => View("chunk-settled") with { Chunk = chunk.Number, Tally = TallyView.Of(chunk.Tally) },
            RunProgressed run => View("progressed") with { Worker = run.Worker.ToString(), Run = run.Run },
            JobSuspended => View("suspended"),
            JobReopened reopened => View("reopened") with { Chunks = reopened.Chunks, Reason = reopened.Reason },
            DatasetDeduplicated found => View("deduplicated") with { Chunks = [.. found.Chunks.Select(chunk => chunk.Number)], Duplicates = DuplicatesView.Of(found.Found) },
            JobCancelRequested => View("cancel-requested"),
            JobEnded ended => View(Ended) with { Status = ended.Status, Tally = TallyView.Of(ended.Tally) },
            ExportStarted export => View("export-started") with { Export = export.Name },
            ExportRunStarted export => View("export-run-started") with { Export = export.Name, Run = export.Run },
            ExportRunFailed export => View("export-run-failed") with
            {
                Export = export.Name,
                Run = export.Run,
                Reason = export.Cause.Reason,
                ErrorType = export.Cause.ErrorType,
                NextRunAt = export.RestartDueAt,
            },
            ExportEnded export => View("export-ended") with { Export = export.Name, ExportStatus = export.Status, Reason = export.Cause?.Reason },
            _ => View("other"),
        };
    }
}

/// <summary>A part of a job's events.</summary>
/// <param name="Data">The events.</param>
/// <param name="Last">The place of the last of them: what to give as <c>after</c> for the next part.</param>
internal sealed record EventPage(IReadOnlyList<System.Text.Json.Nodes.JsonNode> Data, long Last);
