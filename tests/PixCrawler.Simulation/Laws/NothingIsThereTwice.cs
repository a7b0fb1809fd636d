using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Simulation.Laws;

/// <summary>
/// Where duplicates are removed, a job that was not cancelled keeps each image once, every one that is out names a twin that is in, and
/// the images on the disk are those that are kept (R2, R8).
/// </summary>
internal sealed class NothingIsThereTwice : Law
{
    protected override void Judge(SimRecord record)
    {
        if (record.Universe.Swarm.Duplicates != DuplicateMode.Remove || record.Ended is null || record.JobEvents<JobCancelRequested>().Any()
            || record.HasGivenUp(WorkerKind.Deduplication))
            return;
        var disk = record.Universe.Disk;
        var entries = disk.Manifests.Values.SelectMany(manifest => manifest).ToArray();
        var kept = entries.Where(entry => entry.Settlement.Status == SettlementStatus.Kept).ToArray();
        Check(kept.Select(entry => entry.Settlement.Image!.Sha256).Distinct().Count() == kept.Length, $"an image is kept twice");
        Check(kept.Select(entry => entry.Candidate.Url).Distinct().Count() == kept.Length, $"a URL is kept twice");
        var images = kept.Select(entry => entry.Settlement.Image!.Sha256).ToHashSet();
        foreach (var entry in entries.Where(entry => entry.Settlement.Reason == Settlement.DuplicateReason))
            Check(images.Contains(entry.Settlement.Twin!.Sha256), $"{entry.Candidate.Url} is a duplicate of an image that is not kept");
        Check(disk.Duplicates.Count == entries.Count(entry => entry.Settlement.Reason == Settlement.DuplicateReason), $"{disk.Duplicates.Count} duplicates are listed, and the manifests have others");
    }
}
