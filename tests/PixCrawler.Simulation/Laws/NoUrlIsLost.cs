using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Simulation.Laws;

/// <summary>Every URL of the list ends in exactly one account (R1).</summary>
internal sealed class NoUrlIsLost : Law
{
    protected override void Judge(SimRecord record)
    {
        if (record.Ended?.Event is not JobEnded ended)
            return;
        var planned = record.JobEvents<ChunkPlanned>().ToArray();
        var slots = planned.Sum(plan => plan.Slots);
        if (!record.IsCutShort)
            Check(slots == record.Wanted.Count, $"{record.Wanted.Count} URLs are wanted and {slots} were planned");
        Check(ended.Tally.Settled == slots, $"{slots} slots were planned and {ended.Tally.Settled} are accounted for");
        var first = 0;
        foreach (var plan in planned.OrderBy(plan => plan.Number))
        {
            if (record.Universe.Disk.Manifests.TryGetValue(plan.Number, out var manifest))
            {
                Check(
                    manifest.Select(entry => entry.Candidate.Url).SequenceEqual(record.Wanted.Skip(first).Take(plan.Slots)),
                    $"the manifest of chunk {plan.Number} is not about its {plan.Slots} URLs");
                Check(
                    manifest.Select(entry => entry.Settlement.Slot).SequenceEqual(Enumerable.Range(0, plan.Slots)),
                    $"the manifest of chunk {plan.Number} does not have each slot once");
            }

            first += plan.Slots;
        }
    }
}
