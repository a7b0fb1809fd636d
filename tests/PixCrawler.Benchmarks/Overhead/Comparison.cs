using System.Globalization;

namespace PixCrawler.Benchmarks.Overhead;

/// <summary>Two ways to do the same work, in turns; what counts is the median of the pairs' ratios.</summary>
internal static class Comparison
{
    public static async Task RunAsync(
        TextWriter output, int rounds, (string Name, Func<Task<TimeSpan>> Run) with, (string Name, Func<Task<TimeSpan>> Run) without)
    {
        await output.WriteLineAsync($"| round | {with.Name}, CPU s | {without.Name}, CPU s | overhead |");
        await output.WriteLineAsync("|---:|---:|---:|---:|");
        await with.Run();
        await without.Run();
        var overheads = new List<double>();
        for (var round = 1; round <= rounds; round++)
        {
            // The order changes, so that what a round leaves behind falls on both.
            var early = round % 2 == 0 ? await with.Run() : (TimeSpan?)null;
            var bare = await without.Run();
            var full = early ?? await with.Run();
            overheads.Add(full / bare - 1);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"| {round} | {full.TotalSeconds:0.000} | {bare.TotalSeconds:0.000} | {overheads[^1]:+0.0%;-0.0%} |"));
        }

        overheads.Sort();
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"| | | **median** | **{overheads[rounds / 2]:+0.0%;-0.0%}** |"));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"| | | quartiles | {overheads[rounds / 4]:+0.0%;-0.0%} to {overheads[rounds * 3 / 4]:+0.0%;-0.0%} |"));
    }
}
