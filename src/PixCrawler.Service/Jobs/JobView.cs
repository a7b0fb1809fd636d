using PixCrawler.Contracts.Jobs;
using PixCrawler.Service.Hosting;
using PixCrawler.Service.ReadModel;

namespace PixCrawler.Service.Jobs;

/// <summary>A job, for clients.</summary>
internal sealed record JobView
{
    public required string Id { get; init; }

    public required string UserId { get; init; }

    public required string Name { get; init; }

    public required JobStatus Status { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Settled URLs over planned ones, 0 to 1; null while the plan grows.</summary>
    public double? Progress { get; init; }

    public int PlannedUrls { get; init; }

    public bool PlanComplete { get; init; }

    public int BadRows { get; init; }

    public required TallyView Tally { get; init; }

    public int Chunks { get; init; }

    public int ChunksSettled { get; init; }

    public int ChunksFailed { get; init; }

    public int Restarts { get; init; }

    /// <summary>How many images were there twice; null until that was looked for.</summary>
    public DuplicatesView? Duplicates { get; init; }

    /// <summary>Whether the process that ran it ended in good order; it goes on with the next one.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>Why the job itself failed, where it did.</summary>
    public string? Problem { get; init; }

    /// <summary>The place of its last event: where a watcher that knows this view goes on.</summary>
    public long LastEvent { get; init; }

    /// <summary>A job as the read model knows it.</summary>
    public static JobView Of(JobRow row, DataFolder folder) => Of(row, row.Report ?? new JobReport(row.Id, row.Status, Contracts.Jobs.Tally.Empty), folder);

    /// <summary>A job as its supervisor says it stands.</summary>
    public static JobView Of(JobRow row, JobReport report, DataFolder folder) => new()
    {
        Id = row.Id.ToString(),
        UserId = row.UserId,
        Name = row.Order.Specification.Name,
        Status = report.Status,
        CreatedAt = row.CreatedAt,
        StartedAt = report.StartedAt,
        EndedAt = report.EndedAt,
        Progress = report.Progress,
        PlannedUrls = report.PlannedSlots,
        PlanComplete = report.PlanComplete,
        BadRows = report.BadRows,
        Tally = TallyView.Of(report.Tally),
        Chunks = report.Chunks,
        ChunksSettled = report.ChunksSettled,
        ChunksFailed = report.ChunksFailed,
        Restarts = report.Restarts,
        Duplicates = DuplicatesView.Of(report.Duplicates),
        IsSuspended = report.IsSuspended,
        Problem = folder.Hide(report.Problem),
        LastEvent = row.Sequence,
    };
}
