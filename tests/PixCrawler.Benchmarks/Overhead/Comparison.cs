using System.Globalization;

namespace PixCrawler.Benchmarks.Overhead;

/// <summary>What a crawl cost this process.</summary>
/// <param name="User">Time in the program.</param>
/// <param name="Total">The same and time in the system.</param>
internal readonly record struct CpuCost(TimeSpan User, TimeSpan Total);

/// <summary>
/// Two ways to do the same work, in turns; what counts is the median over the pairs. What differs between the two makes no system
/// calls to speak of, and those of a crawl (files, sockets) vary by more than it costs: so the difference is taken of user time, and its
/// share of all CPU time.
/// </summary>
internal static class Comparison
{
    public static async Task RunAsync(
        TextWriter output, int rounds, (string Name, Func<Task<CpuCost>> Run) with, (string Name, Func<Task<CpuCost>> Run) without)
    {
        await output.WriteLineAsync($"| round | {with.Name}, user / all CPU s | {without.Name}, user / all CPU s | overhead |");
        await output.WriteLineAsync("|---:|---:|---:|---:|");
        await with.Run();
        await without.Run();
        var overheads = new List<double>();
        for (var round = 1; round <= rounds; round++)
        {
            // The order changes, so that what a round leaves behind falls on both.
            var early = round % 2 == 0 ? await with.Run() : (CpuCost?)null;
            var bare = await without.Run();
            var full = early ?? await with.Run();
            overheads.Add((full.User - bare.User) / bare.Total);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"| {round} | {full.User.TotalSeconds:0.000} / {full.Total.TotalSeconds:0.000} | {bare.User.TotalSeconds:0.000} / {bare.Total.TotalSeconds:0.000} | {overheads[^1]:+0.0%;-0.0%} |"));
        }

        overheads.Sort();
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"| | | **median** | **{overheads[rounds / 2]:+0.0%;-0.0%}** |"));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"| | | quartiles | {overheads[rounds / 4]:+0.0%;-0.0%} to {overheads[rounds * 3 / 4]:+0.0%;-0.0%} |"));
    }
}
