using PixCrawler.Cli.Logs;
using PixCrawler.Cli.Rendering;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Datasets.Manifests;
using PixCrawler.Datasets.Reports;
using PixCrawler.Domain.Urls;

namespace PixCrawler.Cli.Explain;

/// <summary>Says why one URL ended as it did, from its line in the manifest and its lines in the log.</summary>
internal sealed class UrlExplanation(string outputFolder, string url, TextWriter output)
{
    private const int MaxSteps = 100;

    // Accounts and logs hold URLs without their secrets.
    private readonly string _safeUrl = SafeUrl.Redact(url);

    /// <summary>Writes it.</summary>
    /// <returns>Whether the dataset knows the URL.</returns>
    public async Task<bool> WriteAsync(CancellationToken cancellationToken)
    {
        var rows = 0;
        await foreach (var row in ManifestReader.ReadAsync(outputFolder, cancellationToken))
        {
            if (!string.Equals(row.Entry.Candidate.Url, _safeUrl, StringComparison.Ordinal))
                continue;
            rows++;
            WriteAccount(row);
        }

        var steps = await WriteStepsAsync(cancellationToken);
        if (rows == 0 && steps > 0)
            output.WriteLine("It is not settled yet: its chunk's account is written when all of the chunk is done.");
        return rows + steps > 0;
    }

    private void WriteAccount(ManifestRow row)
    {
        var (candidate, settlement) = (row.Entry.Candidate, row.Entry.Settlement);
        output.WriteLine(SafeText.Line(candidate.Url));
        output.WriteLine($"  {Verdict(settlement)}");
        output.WriteLine($"  slot {row.Chunk}/{settlement.Slot}{(candidate.Line > 0 ? $", line {candidate.Line} of its list" : "")}, "
            + $"{settlement.Attempts} attempt{(settlement.Attempts == 1 ? "" : "s")}"
            + (settlement.HttpStatus is { } status ? $", last answer {status}" : ""));
        if (settlement.FinalUrl is { } final)
            output.WriteLine($"  redirected to {SafeText.Line(final)}");
        if (settlement.Detail is { } detail)
            output.WriteLine($"  detail: {SafeText.Line(detail)}");
        if (settlement.Reason is { } reason)
            output.WriteLine($"  what to do: {ReasonTexts.For(reason).Advice}");
    }

    private async Task<int> WriteStepsAsync(CancellationToken cancellationToken)
    {
        var steps = 0;
        await foreach (var line in LogFiles.ReadAsync(LogFiles.Of(outputFolder), cancellationToken))
        {
            if (!string.Equals(line.Url, _safeUrl, StringComparison.Ordinal))
                continue;
            if (++steps == 1)
                output.WriteLine("What the log says (UTC):");
            if (steps <= MaxSteps)
                output.WriteLine($"  {LogStory.Step(line)}");
        }

        return steps;
    }

    private static string Verdict(Settlement settlement)
    {
        var status = settlement.Status.ToString().ToLowerInvariant();
        if (settlement.Reason is { } reason)
            return $"{status}: {SafeText.Line(reason)}. {ReasonTexts.For(reason).Explanation}";
        return settlement.Image is { } image ? $"{status} as {image.Sha256}.{image.Extension}" : status;
    }
}
