namespace PixCrawler.Simulation.Laws;

/// <summary>Once the faults have stopped, every job ends in bounded time (R9).</summary>
internal sealed class EveryJobEnds : Law
{
    public override void Judge(SimRecord record) =>
        Check(record.EndSeenAt is not null, $"the job had not ended at {record.StoppedAt}, healed since {record.HealedAt}");
}
