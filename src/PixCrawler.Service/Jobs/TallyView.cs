using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Service.Jobs;

/// <summary>How URLs ended.</summary>
internal sealed record TallyView(
    int Settled, int Kept, int Rejected, int Refused, int Failed, int Cancelled, long Bytes, int Attempts, IReadOnlyDictionary<string, int> Reasons)
{
    public static TallyView Of(Tally tally) => new(
        tally.Settled, tally.Kept, tally.Rejected, tally.Refused, tally.Failed, tally.Cancelled, tally.Bytes, tally.Attempts, tally.Reasons);
}
