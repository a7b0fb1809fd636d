using Akka.Actor;

namespace PixCrawler.Actors.Politeness;

/// <summary>One who waits for a permit.</summary>
/// <param name="Owner">Who.</param>
/// <param name="Request">What for.</param>
internal sealed record Waiting(IActorRef Owner, RequestHostPermit Request);
