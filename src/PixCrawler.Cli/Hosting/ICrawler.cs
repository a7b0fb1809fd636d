using PixCrawler.Actors.Datasets;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Cli.Hosting;

/// <summary>A crawler that runs in this process.</summary>
internal interface ICrawler
{
    /// <summary>How it is spoken to.</summary>
    IPixCrawlerClient Client { get; }

    /// <summary>What exports datasets that no job of this process stands behind.</summary>
    IDatasetExports Exports { get; }

    /// <summary>Brings work under way to its end, saves everything and stops; a second call waits for the first.</summary>
    Task StopAsync();
}
