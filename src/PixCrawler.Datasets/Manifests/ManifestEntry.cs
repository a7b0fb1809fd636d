using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Sources;

namespace PixCrawler.Datasets.Manifests;

/// <summary>The account of one URL: what the list said about it, and how it ended.</summary>
/// <param name="Candidate">What the list said.</param>
/// <param name="Settlement">How it ended.</param>
public sealed record ManifestEntry(Candidate Candidate, Settlement Settlement);
