using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Simulation.Laws;

/// <summary>What the client is told never goes back, whatever is killed between two answers (E5).</summary>
internal sealed class ProgressNeverGoesBack : Law
{
    protected override void Judge(SimRecord record)
    {
        JobReport? before = null;
        foreach (var (at, by, message) in record.Answers)
        {
            if (message is not JobReport report || record.IsContested(by) || NothingIsCountedTwice.IsLost(report))
                continue;
            if (before is not null)
            {
                Check(report.Status >= before.Status, $"{at}: {before.Status} became {report.Status}");
            }

            // While the journal or the folder cannot be read, or after a pause that outlasts all patience, how far a chunk is may be unknown for a while.
            if (before is not null && !record.Universe.Swarm.HasJournalTrouble && record.Universe.Swarm.DiskDenied == 0 && by.ResumedAt.Count == 0)
            {
                Check(report.PlannedSlots >= before.PlannedSlots, $"{at}: {before.PlannedSlots} planned became {report.PlannedSlots}");
                Check(report.Tally.Settled >= before.Tally.Settled, $"{at}: {before.Tally.Settled} settled became {report.Tally.Settled}");
                Check(Had(report) >= Had(before), $"{at}: {before.Tally.Kept} kept became {report.Tally.Kept}");
                Check((report.Progress ?? -1) >= (before.Progress ?? -1), $"{at}: progress {before.Progress} became {report.Progress}");
            }

            before = report;
        }
    }

    // A duplicate was kept until the whole job was looked at.
    private static int Had(JobReport report) => report.Tally.Kept + report.Tally.Reasons.GetValueOrDefault(Settlement.DuplicateReason);
}
