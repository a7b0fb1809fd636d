namespace PixCrawler.Actors.Jobs;

/// <summary>Asks discovery for the next chunk; answered by <see cref="ChunkDiscovered"/>.</summary>
/// <param name="Number">The number the chunk will have.</param>
/// <param name="MaxSlots">How many candidates it may have.</param>
/// <param name="BadRowsBefore">Bad rows the job has noted so far.</param>
internal sealed record DiscoverChunk(int Number, int MaxSlots, int BadRowsBefore);

/// <summary>A chunk's candidates lie in its plan file.</summary>
/// <param name="Source">Their source.</param>
/// <param name="Number">The chunk's number.</param>
/// <param name="Slots">How many there are; 0 when the source had no more.</param>
/// <param name="BadRows">Rows passed over on the way.</param>
/// <param name="IsExhausted">Whether the source has no more.</param>
/// <param name="SourceHash">The hash of what was taken from the source so far.</param>
internal sealed record ChunkDiscovered(int Source, int Number, int Slots, int BadRows, bool IsExhausted, string SourceHash);

/// <summary>Where a run of discovery goes on.</summary>
/// <param name="Source">The source's place in the specification.</param>
/// <param name="Run">Which run over it, from 1.</param>
/// <param name="Taken">Candidates that chunks of earlier runs hold already.</param>
/// <param name="Hash">Their hash; null where there are none.</param>
internal sealed record DiscoveryStart(int Source, int Run, int Taken, string? Hash);
