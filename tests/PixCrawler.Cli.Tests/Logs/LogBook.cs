using System.Text.Json;
using PixCrawler.Cli.Hosting;

namespace PixCrawler.Cli.Tests.Logs;

/// <summary>Writes the log of a dataset by hand.</summary>
internal static class LogBook
{
    public static readonly DateTimeOffset Start = ManualTime.Start;

    public static string Line(int second, string level, string message, params (string Name, object? Value)[] properties)
    {
        var line = new Dictionary<string, object?> { ["@t"] = Start.AddSeconds(second), ["@l"] = level, ["@m"] = message };
        foreach (var (name, value) in properties)
            line[name] = value;
        return JsonSerializer.Serialize(line);
    }

    /// <summary>Writes one of the files a log was rolled into; 0 is the first.</summary>
    public static void Write(string dataset, int number, params string[] lines)
    {
        var first = Logging.FileOf(dataset);
        Directory.CreateDirectory(Path.GetDirectoryName(first)!);
        Directory.CreateDirectory(Path.Combine(dataset, "manifest"));
        File.WriteAllLines(number == 0 ? first : first.Replace(".jsonl", $"_{number:D3}.jsonl", StringComparison.Ordinal), lines);
    }
}
