namespace PixCrawler.Contracts.Hosts;

/// <summary>A host asked to be left alone for a while. It is kept so that it holds for the next life of the process too.</summary>
/// <param name="Host">The host, as its gate is named.</param>
/// <param name="Until">Until when.</param>
/// <param name="At">When it asked.</param>
public sealed record HostPauseSet(string Host, DateTimeOffset Until, DateTimeOffset At);
