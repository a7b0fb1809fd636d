using Akka.Actor;
using Akka.Persistence;
using PixCrawler.Actors.Supervision;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Hosts;

namespace PixCrawler.Actors.Politeness;

/// <summary>
/// Keeps the pauses that hosts asked for, so that they hold for the next life of the process too. Its journal holds one event for each
/// pause; once there are many, those still in force are written again and the rest is deleted.
/// </summary>
internal sealed class HostPausesActor : ReceivePersistentActor
{
    private const int MostEvents = 1000;

    private readonly TimeProvider _time;
    private readonly Dictionary<string, DateTimeOffset> _until = new(StringComparer.Ordinal);
    private int _events;

    public HostPausesActor(TimeProvider time)
    {
        _time = time;
        Recover<HostPauseSet>(Apply);
        Recover<RecoveryCompleted>(_ =>
        {
            Forget();
            Context.Parent.Tell(new PausesKnown(new Dictionary<string, DateTimeOffset>(_until, StringComparer.Ordinal)));
        });
        Command<KeepPause>(Keep);
        Command<DeleteMessagesSuccess>(_ => { });
        Command<DeleteMessagesFailure>(_ => { });
    }

    /// <inheritdoc/>
    public override string PersistenceId => "hosts";

    /// <inheritdoc/>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        throw new InfrastructureException(InfrastructureKind.Journal, "the journal refused an event", cause);

    private void Keep(KeepPause keep)
    {
        if (_until.TryGetValue(keep.Host, out var known) && known >= keep.Until)
            return;
        Persist(new HostPauseSet(keep.Host, keep.Until, _time.GetUtcNow()), pause =>
        {
            Apply(pause);
            if (_events > MostEvents)
                Shorten();
        });
    }

    private void Apply(HostPauseSet pause)
    {
        _until[pause.Host] = pause.Until;
        _events++;
    }

    private void Forget()
    {
        var now = _time.GetUtcNow();
        foreach (var (host, until) in _until)
        {
            if (until <= now)
                _until.Remove(host);
        }
    }

    private void Shorten()
    {
        Forget();
        var (last, now) = (LastSequenceNr, _time.GetUtcNow());
        HostPauseSet[] inForce = [.. _until.OrderBy(pause => pause.Key, StringComparer.Ordinal).Select(pause => new HostPauseSet(pause.Key, pause.Value, now))];
        _events = inForce.Length;
        if (inForce.Length == 0)
        {
            DeleteMessages(last);
            return;
        }

        var open = inForce.Length;
        PersistAll(inForce, _ =>
        {
            if (--open == 0)
                DeleteMessages(last);
        });
    }
}
