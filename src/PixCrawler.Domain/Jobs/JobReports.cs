using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Domain.Jobs;

/// <summary>How a job stands, as far as its journal says.</summary>
public static class JobReports
{
    /// <summary>Makes a report of what the journal says; who knows more adds what is under way.</summary>
    /// <param name="state">The job.</param>
    /// <param name="live">The results known, open chunks' among them; the settled chunks' alone when left out.</param>
    /// <returns>The report, without retries, pauses and advice.</returns>
    public static JobReport Of(JobState state, Tally? live = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        var tally = live ?? state.Tally;
        return new JobReport(state.Id, state.Status, tally)
        {
            Name = state.Specification?.Name ?? "",
            PlannedSlots = state.PlannedSlots,
            PlanComplete = state.PlanComplete,
            Progress = state.Status.IsTerminal() ? 1
                : state.PlanComplete && state.PlannedSlots > 0 ? (double)tally.Settled / state.PlannedSlots
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
}
