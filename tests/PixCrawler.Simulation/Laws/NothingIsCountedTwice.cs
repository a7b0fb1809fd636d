using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Simulation.Laws;

/// <summary>Journal, manifests, files, the account on the disk and the answers all say the same (R2).</summary>
internal sealed class NothingIsCountedTwice : Law
{
    protected override void Judge(SimRecord record)
    {
        foreach (var slot in record.Chunks.SelectMany(chunk => chunk.Select(committed => committed.Event)).OfType<SlotSettled>()
            .GroupBy(settled => (settled.Chunk.Number, settled.Settlement.Slot)))
            Check(slot.Count() == 1, $"slot {slot.Key} was settled {slot.Count()} times");
        foreach (var chunk in record.JobEvents<ChunkSettled>().GroupBy(settled => settled.Number))
            Check(chunk.Count() == 1, $"chunk {chunk.Key} was settled {chunk.Count()} times");
        Check(record.JobEvents<JobStarted>().Count() <= 1, $"the job was accepted twice");
        Check(record.JobEvents<DatasetDeduplicated>().Count() <= 1, $"duplicates were counted twice");
        Check(record.JobEvents<JobEnded>().Count() <= 1, $"the job ended twice");
        if (record.Ended?.Event is not JobEnded ended)
            return;
        CheckManifests(record, ended.Tally);
        foreach (var report in record.Answers.Select(answer => answer.Message).OfType<JobReport>().Where(report => report.Status.IsTerminal() && !IsLost(report)))
            Check(report.Tally.Equals(ended.Tally) && report.Status == ended.Status, $"the answer says {report.Status} {Text(report.Tally)}, the journal {ended.Status} {Text(ended.Tally)}");
        if (record.Universe.Disk.Summary is { } summary && !record.IsCutShort)
            Check(summary.Tally.Equals(ended.Tally), $"the account on the disk says {Text(summary.Tally)}, the journal {Text(ended.Tally)}");
    }

    // The process could not write to the job's journal again and again, and says so; another may.
    internal static bool IsLost(JobReport report) =>
        report.Status == JobStatus.Failed && report.Problem?.Contains("supervisor failed", StringComparison.Ordinal) == true;

    private void CheckManifests(SimRecord record, Tally tally)
    {
        var disk = record.Universe.Disk;
        var settled = record.JobEvents<ChunkSettled>().ToDictionary(chunk => chunk.Number, chunk => chunk.Tally);
        foreach (var chunk in record.JobEvents<DatasetDeduplicated>().SelectMany(deduplicated => deduplicated.Chunks))
        {
            Check(chunk.Tally.Settled == settled[chunk.Number].Settled, $"chunk {chunk.Number} had {Text(settled[chunk.Number])}, without its duplicates {Text(chunk.Tally)}");
            settled[chunk.Number] = chunk.Tally;
        }

        // A run that is given up may leave manifests that say more than the journal.
        if (record.HasGivenUp(WorkerKind.Deduplication))
            return;
        foreach (var (number, manifest) in disk.Manifests.Where(manifest => settled.ContainsKey(manifest.Key)))
        {
            var recount = manifest.Aggregate(Tally.Empty, (sum, entry) => sum.Add(entry.Settlement));
            Check(recount.Equals(settled[number]), $"the manifest of chunk {number} has {Text(recount)}, the journal {Text(settled[number])}");
            foreach (var image in manifest.Select(entry => entry.Settlement.Image).OfType<StoredImage>())
                Check(disk.Images.TryGetValue(image.Sha256, out var bytes) && bytes.Length == image.Bytes, $"image {image.Sha256} of chunk {number} is not on the disk as it is in the manifest");
        }

        var sum = settled.Values.Aggregate(Tally.Empty, (sum, chunk) => sum.Add(chunk));
        Check(sum.Kept == tally.Kept && sum.Rejected == tally.Rejected && sum.Failed == tally.Failed && sum.Refused == tally.Refused, $"the chunks have {Text(sum)}, the job {Text(tally)}");
    }

    private static string Text(Tally tally) =>
        $"{tally.Kept} kept, {tally.Rejected} rejected, {tally.Refused} refused, {tally.Failed} failed, {tally.Cancelled} cancelled, {tally.Attempts} attempts";
}
