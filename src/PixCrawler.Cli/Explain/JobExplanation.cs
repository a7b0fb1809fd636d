using System.Text.Json;
using PixCrawler.Cli.Logs;
using PixCrawler.Cli.Rendering;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Datasets.Manifests;
using PixCrawler.Datasets.Reports;

namespace PixCrawler.Cli.Explain;

/// <summary>Says how a job's URLs ended, reason by reason with examples, and what a job waits for that has not ended.</summary>
internal sealed class JobExplanation(string outputFolder, TextWriter output, TimeProvider time)
{
    private const int MaxExamples = 3;

    /// <summary>Writes it.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        if (!await WriteEndAsync(cancellationToken))
            await WriteWaitingAsync(cancellationToken);
        await WriteReasonsAsync(cancellationToken);
    }

    private async Task<bool> WriteEndAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(outputFolder, "dataset.json");
        if (!File.Exists(path))
            return false;
        await using var file = File.OpenRead(path);
        using var document = await JsonDocument.ParseAsync(file, cancellationToken: cancellationToken);
        var (name, status) = (document.RootElement.GetProperty("name").GetString()!, document.RootElement.GetProperty("status").GetString());
        output.WriteLine($"The job '{SafeText.Line(name)}' ended: {status}.");
        if (document.RootElement.TryGetProperty("problem", out var problem) && problem.GetString() is { } text)
            output.WriteLine($"Problem: {SafeText.Line(text)}");
        return true;
    }

    private async Task WriteWaitingAsync(CancellationToken cancellationToken)
    {
        output.WriteLine("The job has not ended: there is no dataset.json.");
        var waiting = new WaitingWork(time.GetUtcNow());
        await foreach (var line in LogFiles.ReadAsync(LogFiles.Of(outputFolder), cancellationToken))
            waiting.Take(line);
        if (!waiting.IsKnown)
        {
            output.WriteLine("There is no log either that would say what it waits for.");
            return;
        }

        foreach (var line in waiting.Describe())
            output.WriteLine(SafeText.Line(line));
    }

    private async Task WriteReasonsAsync(CancellationToken cancellationToken)
    {
        var groups = new SortedDictionary<(SettlementStatus Status, string Reason), (int Count, List<string> Examples)>();
        await foreach (var row in ManifestReader.ReadAsync(outputFolder, cancellationToken))
        {
            var key = (row.Entry.Settlement.Status, row.Entry.Settlement.Reason ?? "");
            var (count, examples) = groups.GetValueOrDefault(key, (0, []));
            if (examples.Count < MaxExamples)
                examples.Add(row.Entry.Candidate.Url);
            groups[key] = (count + 1, examples);
        }

        output.WriteLine(groups.Count == 0 ? "No URL is settled yet." : "Settled so far, chunk by chunk:");
        foreach (var ((status, reason), (count, examples)) in groups)
        {
            var text = reason.Length > 0 ? ReasonTexts.For(reason) : null;
            output.WriteLine($"{Figures.Count(count)} {status.ToString().ToLowerInvariant()}{(text is null ? "" : $": {SafeText.Line(reason)}. {text.Explanation}")}");
            if (text is null)
                continue;
            output.WriteLine($"  what to do: {text.Advice}");
            foreach (var example in examples)
                output.WriteLine($"  for example {SafeText.Line(example)}");
        }
    }
}
