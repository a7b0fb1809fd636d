namespace PixCrawler.Actors.Clustering;

/// <summary>What is said between a host's gates, one on each node, and the entity that lends the host to one of them at a time.</summary>
internal interface IWithHost
{
    /// <summary>The host.</summary>
    string Host { get; }
}

/// <summary>A gate asks for its turn; answered by <see cref="HostTurnLent"/> when it has come. Asking again changes nothing.</summary>
/// <param name="Host">The host.</param>
internal sealed record AskHostTurn(string Host) : IWithHost;

/// <summary>
/// The host may be asked by the receiver and no other gate for <see cref="HostTurnActor.Length"/>, counted from when it asked last.
/// </summary>
/// <param name="Host">The host.</param>
/// <param name="Wait">How long the host is still to be left alone, by what the gate before it did.</param>
/// <param name="IsUnclean">Whether it is not known what the gate before it did: a whole gap is owed from now.</param>
/// <param name="PausedUntil">Until when the host asked to be left alone; null where it did not.</param>
internal sealed record HostTurnLent(string Host, TimeSpan Wait, bool IsUnclean, DateTimeOffset? PausedUntil = null) : IWithHost;

/// <summary>A gate has ended its turn: none of its requests is under way any more.</summary>
/// <param name="Host">The host.</param>
/// <param name="Wait">How long the host is still to be left alone: its gap, or its open circuit.</param>
internal sealed record ReturnHostTurn(string Host, TimeSpan Wait) : IWithHost;
