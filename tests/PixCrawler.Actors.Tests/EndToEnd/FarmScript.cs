using PixCrawler.Contracts.Chunks;
using PixCrawler.ImageFarm;

namespace PixCrawler.Actors.Tests.EndToEnd;

/// <summary>What the farm's script says in the words of a settlement.</summary>
internal static class FarmScript
{
    public static (SettlementStatus Status, string? Reason) EndOf(FarmCase farmCase) => farmCase.Outcome switch
    {
        FarmOutcome.Kept => (SettlementStatus.Kept, null),
        FarmOutcome.Rejected => (SettlementStatus.Rejected, farmCase.Reason),
        FarmOutcome.Refused => (SettlementStatus.Refused, farmCase.Reason),
        _ => (SettlementStatus.Failed, farmCase.Reason),
    };
}
