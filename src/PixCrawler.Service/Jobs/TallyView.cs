using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Service.Jobs;

/// <summary>How URLs ended.</summary>
internal sealed record TallyView(
    int Settled, int Kept, int Rejected, int Refused, int Failed, int Cancelled, long Bytes, int Attempts, IReadOnlyDictionary<string, int> Reasons)
{
    /// <summary>A tally, for clients.</summary>
    public static TallyView Of(Tally tally) => new(
        tally.Settled, tally.Kept, tally.Rejected, tally.Refused, tally.Failed, tally.Cancelled, tally.Bytes, tally.Attempts, tally.Reasons);
}

/// <summary>How many images are there twice, by what they have in common.</summary>
internal sealed record DuplicatesView(int Url, int Exact, int Near)
{
    /// <summary>The counts, for clients; null where nobody looked.</summary>
    public static DuplicatesView? Of(DuplicateCounts? counts) => counts is null ? null : new DuplicatesView(counts.Url, counts.Exact, counts.Near);
}
