using Akka.Actor;
using PixCrawler.Actors.Clustering;
using PixCrawler.Domain.Failures;
using PixCrawler.Domain.Politeness;

namespace PixCrawler.Actors.Politeness;

/// <summary>A permit in its holder's hands.</summary>
/// <param name="Gate">The gate it is from.</param>
/// <param name="Number">Its number there.</param>
/// <param name="At">When it was granted.</param>
internal sealed record HostPermit(IActorRef Gate, long Number, DateTimeOffset At)
{
    /// <summary>How long it may be used. One that waited longer, for a slow journal, knows nothing of what its host has asked for since.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromSeconds(1);

    public void Begin() => Gate.Tell(new RequestBegun(Number), ActorRefs.NoSender);

    public void End(RequestOutcome? outcome) => Gate.Tell(new RequestEnded(Number, outcome), ActorRefs.NoSender);

    public void Return() => Gate.Tell(new ReturnPermit(Number), ActorRefs.NoSender);
}

/// <summary>
/// Asks for leave to make one request to a host; answered by <see cref="HostPermitGranted"/>, <see cref="HostRefused"/> or
/// <see cref="HostGivenUp"/>, each once and in its time. Who stops while waiting has withdrawn.
/// </summary>
/// <param name="Host">The host, or nothing for a URL that has none.</param>
/// <param name="Url">The URL.</param>
/// <param name="Ticket">The asker's own mark, repeated in the answer.</param>
/// <param name="IsAlone">Whether nothing else may be downloaded in the process meanwhile: the request may be why the process ends.</param>
internal sealed record RequestHostPermit(string Host, string Url, int Ticket, bool IsAlone = false);

/// <summary>A request may be made now. It comes with a place to download in; both are held until they are given back.</summary>
/// <param name="Ticket">The asker's mark.</param>
/// <param name="Permit">The permit, a number of its gate's.</param>
/// <param name="At">When it was granted.</param>
internal sealed record HostPermitGranted(int Ticket, long Permit, DateTimeOffset At);

/// <summary>The site forbids the URL.</summary>
/// <param name="Ticket">The asker's mark.</param>
/// <param name="Refusal">The rule.</param>
internal sealed record HostRefused(int Ticket, Refusal Refusal);

/// <summary>The URL can't be had in this job, for the host is not to be asked.</summary>
/// <param name="Ticket">The asker's mark.</param>
/// <param name="Reason">The stable code of the cause.</param>
/// <param name="Detail">The same, for people.</param>
internal sealed record HostGivenUp(int Ticket, string Reason, string Detail);

/// <summary>A gate has failed, and with it all that waited there: published to all who ask gates.</summary>
/// <param name="Host">Its host.</param>
internal sealed record HostGateLost(string Host)
{
    public HostGivenUp ToGivenUp(int ticket) => new(ticket, FailureReasons.HostUnavailable, $"the gate of {Host} failed");
}

/// <summary>Tells those who wait why they wait.</summary>
/// <param name="Host">The host.</param>
/// <param name="Until">Until when it is left alone.</param>
/// <param name="Reason">The stable code of the cause.</param>
internal sealed record HostPaused(string Host, DateTimeOffset Until, string Reason);

/// <summary>The request goes on the wire: from here the gap to the next is counted.</summary>
/// <param name="Permit">The permit.</param>
internal sealed record RequestBegun(long Permit);

/// <summary>The request has ended; the host may be asked by others. The place is still held.</summary>
/// <param name="Permit">The permit.</param>
/// <param name="Outcome">How it went; null where nothing was sent.</param>
internal sealed record RequestEnded(long Permit, RequestOutcome? Outcome);

/// <summary>Gives a permit and its place back; doing it again changes nothing.</summary>
/// <param name="Permit">The permit.</param>
internal sealed record ReturnPermit(long Permit);

/// <summary>A host asked to be left alone; told by its gate, for the next life of the process.</summary>
/// <param name="Host">The host.</param>
/// <param name="Until">Until when.</param>
internal sealed record KeepPause(string Host, DateTimeOffset Until) : IWithHost;

/// <summary>The pauses that earlier lives of the process left.</summary>
/// <param name="Until">Until when each host is left alone.</param>
internal sealed record PausesKnown(IReadOnlyDictionary<string, DateTimeOffset> Until);

/// <summary>
/// An earlier life of the process made requests nobody remembers the time of: each host is asked no sooner than its gap from now.
/// </summary>
internal sealed record EarlierLife
{
    public static EarlierLife Instance { get; } = new();
}
