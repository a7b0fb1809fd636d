namespace PixCrawler.Actors.Politeness;

/// <summary>How the gate of one host stands.</summary>
/// <param name="Host">The host.</param>
/// <param name="Waiting">Requests that wait there, those for its rules included.</param>
/// <param name="InFlight">Requests granted and not ended.</param>
/// <param name="GapMilliseconds">The least time between two requests now, without jitter.</param>
/// <param name="Slowdown">How many times slower than usual it is asked, from 1.</param>
/// <param name="Until">Until when it is left alone; null while it is not.</param>
/// <param name="Reason">Why it is left alone: <c>retry-after</c>, <c>circuit-open</c>, <c>crawl-delay</c>; null for the ordinary gap.</param>
/// <param name="CircuitOpenUntil">Until when its circuit is open; null while it is closed.</param>
/// <param name="Requests">Requests that came to this gate.</param>
public sealed record HostGateReport(
    string Host, int Waiting, int InFlight, double GapMilliseconds, double Slowdown, DateTimeOffset? Until, string? Reason, DateTimeOffset? CircuitOpenUntil, long Requests);

/// <summary>Tells how the gates of this process stand.</summary>
public interface IHostGates
{
    /// <summary>Asks the gates there are, at most 200 of them; one that is busy for longer than two seconds is left out.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How they stand, in no particular order.</returns>
    Task<IReadOnlyList<HostGateReport>> ListAsync(CancellationToken cancellationToken = default);
}
