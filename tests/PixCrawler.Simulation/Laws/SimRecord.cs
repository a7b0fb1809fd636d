using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Simulation.Engine;
using PixCrawler.Simulation.World;

namespace PixCrawler.Simulation.Laws;

/// <summary>An answer to the client.</summary>
/// <param name="At">When it came.</param>
/// <param name="By">Whose.</param>
/// <param name="Message">It.</param>
internal sealed record Answer(TimeSpan At, SimProcess By, object Message);

/// <summary>What a simulation left behind, for the laws: logs of the web, the database, the disk and the client. Nothing of the actors' own state.</summary>
internal sealed class SimRecord(SimUniverse universe)
{
    public SimUniverse Universe => universe;

    public List<Answer> Answers { get; } = [];

    public List<SimHost> Hosts { get; } = [];

    public int Crashes { get; set; }

    public int Moves { get; set; }

    /// <summary>How often a process ended, killed or poisoned.</summary>
    public int Deaths { get; set; }

    public TimeSpan? HealedAt { get; set; }

    public TimeSpan? EndSeenAt { get; set; }

    public TimeSpan StoppedAt { get; private set; }

    /// <summary>The events of the job.</summary>
    public IReadOnlyList<Committed> Job { get; private set; } = [];

    /// <summary>The events of each chunk.</summary>
    public ILookup<int, Committed> Chunks { get; private set; } = Array.Empty<Committed>().ToLookup(_ => 0);

    public Committed? Ended => Job.FirstOrDefault(committed => committed.Event is JobEnded);

    public IEnumerable<T> JobEvents<T>() => Job.Select(committed => committed.Event).OfType<T>();

    /// <summary>The URLs of the list that may be taken, in order: what a slot is about, chunk after chunk.</summary>
    public IReadOnlyList<string> Wanted { get; } =
        [.. universe.Rows.Where(row => row.Length > 0).Take(universe.Swarm.MaxUrls ?? int.MaxValue)];

    /// <summary>Whether part of the plan was never made or never begun, for a reason the job states.</summary>
    public bool IsCutShort => JobEvents<JobCancelRequested>().Any()
        || JobEvents<WorkerFailed>().Any(failed => failed.RestartDueAt is null && failed.Worker.Kind is WorkerKind.Discovery or WorkerKind.Validator)
        || JobEvents<WorkerInterrupted>().Any(interrupted => interrupted.Cause is not null && interrupted.Worker.Kind == WorkerKind.Discovery);

    /// <summary>Whether a worker of a kind failed for good.</summary>
    public bool HasGivenUp(WorkerKind kind) =>
        JobEvents<WorkerFailed>().Any(failed => failed.RestartDueAt is null && failed.Worker.Kind == kind)
        || JobEvents<WorkerInterrupted>().Any(interrupted => interrupted.Cause is not null && interrupted.Worker.Kind == kind);

    public void Finish(SimLoop loop)
    {
        StoppedAt = loop.Elapsed;
        var history = universe.Database.History;
        Job = [.. history.Where(committed => committed.Event is IJobEvent)];
        Chunks = history.Where(committed => committed.Event is IChunkEvent).ToLookup(committed => ((IChunkEvent)committed.Event).Chunk.Number);
    }

    /// <summary>Whether two processes had the job at once: one of them does not know yet that it has lost it.</summary>
    public bool IsContested(SimProcess process) => Moves > 0
        && Hosts.Exists(host => host.Process != process && host.StartedAt < process.DiedAt && host.Process.DiedAt > Hosts.Find(own => own.Process == process)!.StartedAt);
}
