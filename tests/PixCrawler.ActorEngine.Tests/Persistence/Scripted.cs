using Akka.Actor;
using Akka.Persistence;

namespace PixCrawler.ActorEngine.Tests.Persistence;

/// <summary>A persistent actor that tells a probe what happens to it; each test says what its commands do.</summary>
internal sealed class Scripted(string id, IActorRef log, Action<Scripted, object> command) : UntypedPersistentActor
{
    public override string PersistenceId => id;

    public IActorRef Asker => Sender;

    public IActorRef Me => Self;

    public void Tell(object note) => log.Tell(note, ActorRefs.NoSender);

    public void Store(string text) => Persist(text, Tell);

    public void Run(Func<Task> action) => RunTask(action);

    public void BeStopped() => Context.Stop(Self);

    protected override void OnCommand(object message) => command(this, message);

    protected override void OnRecover(object message) => Tell(message switch
    {
        SnapshotOffer offer => $"offer {offer.Snapshot} at {offer.Metadata.SequenceNr}",
        RecoveryCompleted => $"recovered {LastSequenceNr}",
        _ => $"replay {message}",
    });

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        Tell($"failure {@event} {sequenceNr} {cause.Message}");

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        Tell($"rejected {@event} {sequenceNr} {cause.Message}");

    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        Tell($"recovery failure {message} {reason.Message}");
}
