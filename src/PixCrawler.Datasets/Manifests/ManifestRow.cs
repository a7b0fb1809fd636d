namespace PixCrawler.Datasets.Manifests;

/// <summary>One line of a manifest as it is read back.</summary>
/// <param name="Chunk">The number of the chunk it belongs to, from 0.</param>
/// <param name="Entry">The account of the URL, secrets in URLs replaced.</param>
public sealed record ManifestRow(int Chunk, ManifestEntry Entry);
