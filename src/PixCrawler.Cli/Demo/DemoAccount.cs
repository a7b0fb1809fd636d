using PixCrawler.Contracts.Chunks;
using PixCrawler.Datasets.Manifests;
using PixCrawler.ImageFarm;

namespace PixCrawler.Cli.Demo;

/// <summary>One URL of the demo: what was to happen, and what did.</summary>
/// <param name="Url">The URL.</param>
/// <param name="Case">What was to happen.</param>
/// <param name="Happened"><c>kept</c>, the reason code, or <c>missing</c> where the manifest has no word of it.</param>
/// <param name="Requests">How many requests for it the server saw.</param>
internal sealed record DemoResult(Uri Url, DemoCase Case, string Happened, int Requests)
{
    /// <summary>Whether all went as it was to.</summary>
    public bool AsScripted => Happened == Case.Expected && Requests == Case.Requests;
}

/// <summary>Holds the dataset's own account against the server's log.</summary>
internal static class DemoAccount
{
    /// <summary>What came of every URL, in the list's order.</summary>
    public static async Task<IReadOnlyList<DemoResult>> ReadAsync(
        string outputFolder, IReadOnlyList<FarmDemoUrl> urls, FarmLog log, CancellationToken cancellationToken)
    {
        var account = new Dictionary<string, Settlement>(StringComparer.Ordinal);
        await foreach (var row in ManifestReader.ReadAsync(outputFolder, cancellationToken))
            account[row.Entry.Candidate.Url] = row.Entry.Settlement;
        return
        [
            .. urls.Select(url => new DemoResult(
                url.Url, CaseOf(url), Happened(account.GetValueOrDefault(url.Url.AbsoluteUri)), log.CountFor(url.Url))),
        ];
    }

    private static DemoCase CaseOf(FarmDemoUrl url) => DemoScript.Cases.GetValueOrDefault(url.Caption, DemoScript.Picture);

    private static string Happened(Settlement? settlement) => settlement switch
    {
        null => "missing",
        { Status: SettlementStatus.Kept } => DemoScript.Kept,
        _ => settlement.Reason ?? settlement.Status.ToString(),
    };
}
