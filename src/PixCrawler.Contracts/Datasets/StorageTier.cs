namespace PixCrawler.Contracts.Datasets;

/// <summary>How soon and how often an object will be read; each store has its own names for it (docs/datasets.md).</summary>
public enum StorageTier
{
    /// <summary>Often: dearest to keep, cheapest to read.</summary>
    Hot,

    /// <summary>About once a month.</summary>
    Warm,

    /// <summary>About once a quarter; still read at once.</summary>
    Cold,
}
