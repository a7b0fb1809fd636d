using PixCrawler.Actors.Politeness;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Sources;
using PixCrawler.Net.Downloads;

namespace PixCrawler.Actors.Downloads;

/// <summary>What a download actor is to do.</summary>
/// <param name="Chunk">The chunk.</param>
/// <param name="Slot">The slot in it.</param>
/// <param name="Candidate">The URL and what is known of it.</param>
/// <param name="Attempt">The attempt that has been claimed for it.</param>
/// <param name="Permit">Leave for its first request, with a place to download in.</param>
/// <param name="IsAlone">Whether nothing else may be downloaded in the process meanwhile.</param>
internal sealed record DownloadOrder(ChunkId Chunk, int Slot, Candidate Candidate, int Attempt, HostPermit Permit, bool IsAlone = false);

/// <summary>Asks the chunk to claim a further attempt; answered by <see cref="RetryClaimed"/> or <see cref="RetryDenied"/>.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Notice">What failed and when the next attempt is due.</param>
internal sealed record ClaimRetry(int Slot, RetryNotice Notice);

/// <summary>The attempt is kept in the journal; it may be made.</summary>
/// <param name="Attempt">Which attempt.</param>
internal sealed record RetryClaimed(int Attempt);

/// <summary>The attempt is not in the budget; it must not be made.</summary>
/// <param name="Attempt">Which attempt.</param>
internal sealed record RetryDenied(int Attempt);

/// <summary>
/// The host asks to be left alone for longer than a slot is held for: the slot waits at the gate, and goes on with the attempts it has
/// left (failure-semantics B4).
/// </summary>
/// <param name="Slot">The slot.</param>
/// <param name="Attempts">The attempts it has had.</param>
/// <param name="Reason">The stable code of what ended the last one.</param>
/// <param name="Wait">How long the host wants to be left alone.</param>
internal sealed record SlotGivenBack(int Slot, int Attempts, string Reason, TimeSpan Wait);

/// <summary>A slot has come to its end; its bytes are given back and its image, if kept, is in the store.</summary>
/// <param name="Settlement">Its account.</param>
internal sealed record SlotDone(Settlement Settlement);
