using PixCrawler.Actors.Hosting;
using PixCrawler.Cli.Commands;
using PixCrawler.Contracts.Datasets;
using Serilog.Events;

namespace PixCrawler.Cli.Exports;

/// <summary>An export as it was asked for on the command line.</summary>
/// <param name="Output">The dataset's folder, absolute.</param>
/// <param name="Name">The export's name; it is the folder's below <c>OUT/exports</c>, too.</param>
/// <param name="Specification">What it is to be.</param>
/// <param name="Process">How the process works.</param>
/// <param name="View">How it is shown.</param>
/// <param name="LogLevel">The least level of log lines on standard error; null for none.</param>
internal sealed record ExportSettings(
    string Output, string Name, ExportSpecification Specification, PixCrawlerOptions Process, ViewKind View, LogEventLevel? LogLevel)
{
    /// <summary>A journal other than the folder's own; null for that.</summary>
    public JournalOptions? Journal { get; init; }

    /// <summary>The export that a crawl is followed by; null where none was asked for.</summary>
    public static ExportSettings? After(CrawlSettings crawl) => crawl.Export is { } specification
        ? new ExportSettings(
            crawl.Job.OutputFolder, ExportChoice.NameOf(specification.Layout, specification.Compression), specification, crawl.Process, crawl.View, crawl.LogLevel)
        : null;

    /// <summary>For how long links to what is put into a store work; null for none.</summary>
    public TimeSpan? Link { get; init; }
}
