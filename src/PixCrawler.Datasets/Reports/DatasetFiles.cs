namespace PixCrawler.Datasets.Reports;

/// <summary>What lies in the images folder; equal images of several URLs are one file.</summary>
/// <param name="Images">How many distinct images.</param>
/// <param name="Bytes">Their size in bytes.</param>
public sealed record DatasetFiles(long Images, long Bytes);
