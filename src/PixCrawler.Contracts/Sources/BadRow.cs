namespace PixCrawler.Contracts.Sources;

/// <summary>A row of a list that holds no URL that could be tried; it is counted and reported, never a reason to stop.</summary>
/// <param name="Line">The 1-based line (or record) it stood on.</param>
/// <param name="Problem">What is wrong with it, for people.</param>
public sealed record BadRow(long Line, string Problem);
