namespace PixCrawler.Simulation.Laws;

/// <summary>Everything ran on the one thread: otherwise the seed proves nothing.</summary>
internal sealed class NothingLeavesTheLoop : Law
{
    protected override void Judge(SimRecord record) =>
        Check(record.Universe.Loop.Escape is null, $"{record.Universe.Loop.Escape}");
}
