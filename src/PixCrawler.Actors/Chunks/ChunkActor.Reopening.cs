using Akka.Actor;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Sources;
using PixCrawler.Datasets.Manifests;

namespace PixCrawler.Actors.Chunks;

/// <summary>
/// What a run reads before it begins (the plan, and where its chunk is begun anew, what became of it before), and how it writes its account.
/// </summary>
internal sealed partial class ChunkActor
{
    // A chunk that is begun anew knows from its manifest what it has forgotten, and what was a duplicate.
    private async Task<PlanRead> ReadPlanAsync(bool isReopened)
    {
        var candidates = await _job.Folder.ReadPlanAsync(_state.Id.Number, _job.Stopping);
        IReadOnlyList<ManifestEntry> entries = isReopened ? await _job.Folder.ReadManifestAsync(_state.Id.Number, _job.Stopping) : [];
        return new PlanRead(candidates, [.. entries.Select(entry => entry.Settlement)]);
    }

    private void ReadPlan() => ReadPlanAsync(isReopened: _state.Run < _order.ReopenedRun).PipeTo(
        Self,
        success: plan => plan,
        failure: error => new StepFailed(error));

    // The journal knows more than an older manifest, but for what was taken out as a duplicate after the chunk was settled.
    private IEnumerable<Settlement> Remembered(IReadOnlyList<Settlement> written)
    {
        var duplicates = written.Where(settlement => settlement.Reason == Settlement.DuplicateReason).ToDictionary(settlement => settlement.Slot);
        return _state.Slots.Where(slot => !slot.IsOpen).Select(slot => duplicates.GetValueOrDefault(slot.Settlement!.Slot, slot.Settlement));
    }

    // Another process may have had the job meanwhile, and have come to its end: what it took out as a duplicate stays out.
    private async Task WriteManifestAsync(ManifestEntry[] entries)
    {
        if (await _job.Folder.CreateManifestAsync(_state.Id.Number, entries, _job.Stopping))
            return;
        foreach (var (_, settlement) in await _job.Folder.ReadManifestAsync(_state.Id.Number, _job.Stopping))
        {
            if (settlement.Reason == Settlement.DuplicateReason)
                entries[settlement.Slot] = entries[settlement.Slot] with { Settlement = settlement };
        }

        await _job.Folder.WriteManifestAsync(_state.Id.Number, entries, _job.Stopping);
    }

    private sealed record PlanRead(IReadOnlyList<Candidate> Candidates, IReadOnlyList<Settlement> Settled);
}
