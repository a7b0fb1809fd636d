using Akka.Actor;

namespace PixCrawler.Actors.Tests.World;

/// <summary>A parent for one actor: passes on what it is told, and tells the probe what its child says.</summary>
internal sealed class Nest : ReceiveActor
{
    public Nest(Props child, IActorRef probe)
    {
        var actor = Context.ActorOf(child);
        ReceiveAny(message => (Sender.Equals(actor) ? probe : actor).Tell(message));
    }
}
