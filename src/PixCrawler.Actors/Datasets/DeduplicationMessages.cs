using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Actors.Datasets;

/// <summary>What a run is there for.</summary>
/// <param name="Run">Which run, from 1.</param>
/// <param name="Chunks">How many chunks the job has.</param>
/// <param name="IsClosing">Whether it only brings to an end what an earlier run began, for the job is cancelled.</param>
internal sealed record DeduplicationOrder(int Run, int Chunks, bool IsClosing);

/// <summary>Files and manifests say what became of images that are there twice.</summary>
/// <param name="Run">The run that saw to it.</param>
/// <param name="Found">How many there are.</param>
/// <param name="Chunks">The chunks that have some, with what their manifests say now.</param>
internal sealed record DuplicatesHandled(int Run, DuplicateCounts Found, IReadOnlyList<DeduplicatedChunk> Chunks);

/// <summary>The job is cancelled: change nothing more, and tell what was changed.</summary>
internal sealed record CloseDeduplication
{
    public static CloseDeduplication Instance { get; } = new();
}
