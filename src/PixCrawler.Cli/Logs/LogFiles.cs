using System.Globalization;
using System.Runtime.CompilerServices;
using PixCrawler.Cli.Hosting;

namespace PixCrawler.Cli.Logs;

/// <summary>The log files of a dataset, and what stands in them.</summary>
internal static class LogFiles
{
    /// <summary>The files a log was rolled into, the oldest first; none where there is no log.</summary>
    public static IReadOnlyList<string> Of(string outputFolder)
    {
        var first = Logging.FileOf(outputFolder);
        var (folder, name) = (Path.GetDirectoryName(first)!, Path.GetFileNameWithoutExtension(first));
        if (!Directory.Exists(folder))
            return [];
        return
        [
            .. Directory.EnumerateFiles(folder, name + "*" + Path.GetExtension(first))
                .Select(path => (Path: path, Number: NumberOf(Path.GetFileNameWithoutExtension(path)[name.Length..])))
                .Where(file => file.Number >= 0)
                .OrderBy(file => file.Number)
                .Select(file => file.Path),
        ];
    }

    /// <summary>Reads log files in order, a line in memory at a time; lines that are no log lines are passed over.</summary>
    public static async IAsyncEnumerable<LogLine> ReadAsync(
        IEnumerable<string> files, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            // The crawl may be writing, and may roll the oldest file away.
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream);
            while (await reader.ReadLineAsync(cancellationToken) is { } text)
            {
                if (LogLine.TryParse(text, out var line))
                    yield return line;
            }
        }
    }

    private static int NumberOf(string suffix) =>
        suffix.Length == 0 ? 0
        : suffix[0] == '_' && int.TryParse(suffix.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : -1;
}
