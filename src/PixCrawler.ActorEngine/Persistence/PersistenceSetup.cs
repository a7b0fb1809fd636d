using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Persistence.Journals;
using Akka.Persistence.Snapshots;

namespace Akka.Persistence;

/// <summary>What persistent actors run on. The default is memory, one journal and one snapshot storage for each actor system.</summary>
public sealed class PersistenceSetup : Setup
{
    private TimeSpan _recoveryEventTimeout = TimeSpan.FromSeconds(30);
    private int _replayPageEvents = 500;

    /// <summary>Opens the journal of a system.</summary>
    public Func<ActorSystem, IEventJournal> Journal { get; set; } = static _ => new InMemoryJournal();

    /// <summary>Opens the snapshot storage of a system.</summary>
    public Func<ActorSystem, ISnapshotStorage> Snapshots { get; set; } = static _ => new InMemorySnapshotStorage();

    /// <summary>
    /// What the ids of writers begin with; it must differ from one start of a system to the next. Default: a new UUID. A simulation gives
    /// its own, so that the same seed writes the same.
    /// </summary>
    public Func<ActorSystem, string> WriterPrefix { get; set; } = static _ => Guid.NewGuid().ToString("N");

    /// <summary>How long the journal or the snapshot storage may be silent during a recovery. Default 30 s, more than zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is zero or negative.</exception>
    public TimeSpan RecoveryEventTimeout
    {
        get => _recoveryEventTimeout;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            _recoveryEventTimeout = value;
        }
    }

    /// <summary>How many events a recovering actor reads and replays at a time. Default 500, 1 to 100,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
    public int ReplayPageEvents
    {
        get => _replayPageEvents;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 100_000);
            _replayPageEvents = value;
        }
    }
}
