using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Jobs;

namespace PixCrawler.Service.Jobs;

/// <summary>How a job stands by its journal alone: settled chunks count, running ones do not yet.</summary>
internal static class JobReports
{
    public static JobReport Of(JobState state) => new(state.Id, state.Status, state.Tally)
    {
        Name = state.Specification?.Name ?? "",
        PlannedSlots = state.PlannedSlots,
        PlanComplete = state.PlanComplete,
        Progress = state.Status.IsTerminal() ? 1
            : state.PlanComplete && state.PlannedSlots > 0 ? (double)state.Tally.Settled / state.PlannedSlots
            : null,
        Chunks = state.Chunks.Count,
        ChunksSettled = state.Chunks.Count(chunk => chunk.Phase == ChunkPhase.Settled),
        ChunksFailed = state.ChunksFailed,
        BadRows = state.BadRows,
        Restarts = state.Restarts,
        Duplicates = state.Duplicates,
        StartedAt = state.StartedAt,
        EndedAt = state.EndedAt,
        Problem = state.Problem?.Message,
        IsSuspended = state.IsSuspended,
    };
}
