using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Simulation.Laws;

/// <summary>Once the faults have stopped, every job ends in bounded time (R9).</summary>
internal sealed class EveryJobEnds : Law
{
    protected override void Judge(SimRecord record)
    {
        Check(record.EndSeenAt is not null, $"the job had not ended at {record.StoppedAt}, healed since {record.HealedAt}");
        var told = record.Answers.Select(answer => answer.Message).OfType<JobReport>().LastOrDefault();
        Check(
            record.EndSeenAt is null || record.Ended is not null || NothingIsCountedTwice.IsLost(told!),
            $"the client was told {told?.Status} ({told?.Problem}), and the journal knows of no end");
    }
}
