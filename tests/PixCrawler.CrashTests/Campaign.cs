using System.Globalization;

namespace PixCrawler.CrashTests;

/// <summary>What a campaign is to do.</summary>
/// <param name="Images">URLs in the list.</param>
/// <param name="Kills">How often the crawler is killed.</param>
/// <param name="Seed">Chooses the moments.</param>
/// <param name="Journal">A journal other than the dataset's own, as <c>--journal</c> takes it.</param>
/// <param name="IsBusy">
/// Whether one URL in fifty answers 503 first. Such a URL has one attempt less to spare: two kills can use up its budget (B11), so the
/// images of those, and of no others, may be missing in the end.
/// </param>
internal sealed record CampaignOptions(int Images, int Kills, int Seed, string? Journal = null, bool IsBusy = false);

/// <summary>What came of it.</summary>
/// <param name="Kills">Times it was killed.</param>
/// <param name="Account">The dataset's own account at the end.</param>
/// <param name="Problems">Laws that were broken.</param>
/// <param name="Requests">Requests of the list's URLs, and the most for any one of them.</param>
/// <param name="MissingHashes">Images that an uninterrupted run has and this one has not.</param>
internal sealed record CampaignResult(
    int Kills, Account Account, IReadOnlyList<string> Problems, (int Total, int MostForOneUrl) Requests, IReadOnlyList<string> MissingHashes)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""
        kills: {Kills}
        status: {Account.Status}, {Account.Lines.Count} accounts, {Account.Hashes.Count} distinct images
        by result: {string.Join(", ", Account.Lines.GroupBy(line => line.Reason ?? line.Status).OrderByDescending(group => group.Count()).Select(group => $"{group.Key} {group.Count()}"))}
        requests: {Requests.Total}, at most {Requests.MostForOneUrl} for one URL
        images an uninterrupted run has and this one has not: {MissingHashes.Count}
        problems: {(Problems.Count == 0 ? "none" : string.Join("\n  ", Problems.Take(20)))}
        """);
}

/// <summary>Kills the crawler again and again, each time after a few more requests, and starts it anew until the job has ended.</summary>
internal static class Campaign
{
    private const int LeastRequestsBetweenKills = 10;
    private const double ShareOfListUnderKills = 0.6;
    private static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(5);

    public static async Task<CampaignResult> RunAsync(CampaignOptions options, Action<string> say)
    {
        using var work = new Workspace();
        await using var web = await ScriptedWeb.StartAsync(options.Images, options.IsBusy);
        var list = work.Sub("urls.txt");
        await File.WriteAllLinesAsync(list, web.Urls);
        var kills = await KillAsync(options, web, Arguments(list, work.Dataset, options.Journal), say);
        await FinishAsync(Arguments(list, work.Dataset, options.Journal));
        var requests = web.Requests();

        await using var calm = await ScriptedWeb.StartAsync(options.Images, options.IsBusy);
        await File.WriteAllLinesAsync(list, calm.Urls);
        await FinishAsync(Arguments(list, work.Sub("calm"), journal: null));

        var account = Account.Read(work.Dataset);
        return new CampaignResult(
            kills,
            account,
            account.Problems(work.Dataset, web.Urls, requests),
            (requests.Values.Sum(), requests.Where(url => web.Urls.Contains(url.Key)).Max(url => url.Value)),
            [.. Account.Read(work.Sub("calm")).Hashes.Except(account.Hashes)]);
    }

    private static IEnumerable<string> Arguments(string list, string dataset, string? journal) =>
    [
        "crawl", list, "-o", dataset, "--resume", "--allow-network", "127.0.0.0/8", "--concurrency", "4", "--chunk-slots", "100", "--validation", "fast", "--quiet",
        .. journal is null ? Array.Empty<string>() : ["--journal", journal],
    ];

    private static async Task<int> KillAsync(CampaignOptions options, ScriptedWeb web, IEnumerable<string> arguments, Action<string> say)
    {
        var chance = new Random(options.Seed);
        // On average the kills spread over most of the list: the last one has to come before its end.
        var mean = (int)(ShareOfListUnderKills * options.Images / options.Kills);
        var most = Math.Max(LeastRequestsBetweenKills, 2 * mean - LeastRequestsBetweenKills) + 1;
        for (var kills = 0; kills < options.Kills; kills++)
        {
            using var crawler = CrawlerProcess.Start(arguments);
            var enough = web.Log.WhenCountAsync(web.Log.Count + chance.Next(LeastRequestsBetweenKills, most), CancellationToken.None);
            await Task.WhenAny(enough, crawler.Ended).WaitAsync(RunLimit, TimeProvider.System);
            // Somewhere between two requests: the next file, event or claim is in the making.
            await Task.Delay(TimeSpan.FromMilliseconds(chance.NextDouble() * 20), TimeProvider.System);
            if (crawler.Ended.IsCompleted)
            {
                if (crawler.ExitCode is not (0 or 2))
                    throw new InvalidOperationException($"it ended with {crawler.ExitCode}:\n{crawler.Said}");
                say($"the job ended before kill {kills + 1}");
                return kills;
            }

            await crawler.KillAsync();
            say(string.Create(CultureInfo.InvariantCulture, $"kill {kills + 1} of {options.Kills} after {web.Log.Count} requests"));
        }

        return options.Kills;
    }

    private static async Task FinishAsync(IEnumerable<string> arguments)
    {
        using var crawler = CrawlerProcess.Start(arguments);
        if (await crawler.WaitAsync(RunLimit) is var code and not (0 or 2))
            throw new InvalidOperationException($"it ended with {code}:\n{crawler.Said}");
    }
}
