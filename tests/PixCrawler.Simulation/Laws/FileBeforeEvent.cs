using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Simulation.World;

namespace PixCrawler.Simulation.Laws;

/// <summary>At the moment an event becomes durable, the file it speaks of is (R8).</summary>
internal sealed class FileBeforeEvent : Law
{
    public override void Watch(SimRecord record) => record.Universe.Database.Committing += committed => Look(record, committed);

    protected override void Judge(SimRecord record)
    {
    }

    private void Look(SimRecord record, Committed committed)
    {
        var disk = record.Universe.Disk;
        switch (committed.Event)
        {
            case SlotSettled { Settlement.Image: { } image } settled:
                Check(disk.Images.ContainsKey(image.Sha256), $"slot {settled.Settlement.Slot} of chunk {settled.Chunk.Number} is kept, and its image is not on the disk");
                break;
            case ChunkPlanned planned:
                Check(disk.Plans.TryGetValue(planned.Number, out var plan) && plan.Count == planned.Slots, $"chunk {planned.Number} is planned, and its plan is not on the disk");
                break;
            case ChunkSettled settled when !MayLackItsAccount(record, settled.Number):
                Check(disk.Manifests.ContainsKey(settled.Number), $"chunk {settled.Number} is settled, and its manifest is not on the disk");
                break;
            case JobEnded when !HasFailed(record, failed => failed.Kind == WorkerKind.Packaging):
                Check(disk.Summary is not null, $"the job has ended, and its account is not on the disk");
                break;
        }
    }

    // Where even the run that only closes a chunk fails, the job's account is all there is.
    private static bool MayLackItsAccount(SimRecord record, int chunk)
    {
        var swarm = record.Universe.Swarm;
        var troubled = swarm.HasJournalTrouble || swarm.DiskDenied > 0 || swarm.DiskFull;
        return HasFailed(record, failed => failed == new WorkerId(WorkerKind.Chunk, chunk))
            || (troubled && record.Universe.Database.History.Any(committed => committed.Event is JobCancelRequested));
    }

    private static bool HasFailed(SimRecord record, Func<WorkerId, bool> worker) => record.Universe.Database.History.Any(committed =>
        (committed.Event is WorkerFailed failed && worker(failed.Worker))
        || (committed.Event is WorkerInterrupted { Cause: not null } interrupted && worker(interrupted.Worker)));
}
