using PixCrawler.Simulation.Laws;

namespace PixCrawler.Simulation;

/// <summary>What became of a seed.</summary>
internal sealed record SimResult(Seed Seed, ulong TraceHash, long Steps, TimeSpan Elapsed, int Deaths, IReadOnlyList<Law> Laws)
{
    public IEnumerable<Law> Broken => Laws.Where(law => law.Violation is not null);

    public bool IsGreen => !Broken.Any();
}
