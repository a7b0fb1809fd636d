using PixCrawler.Net.Downloads;

namespace PixCrawler.Net.Tests.Support;

internal static class BudgetProbe
{
    /// <summary>Completes when someone waits for the budget.</summary>
    public static async Task UntilWaitingAsync(this ByteBudget budget)
    {
        while (budget.Waiting == 0)
            await Task.Yield();
    }
}
