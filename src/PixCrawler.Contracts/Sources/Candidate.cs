namespace PixCrawler.Contracts.Sources;

/// <summary>A URL that a source proposed, with everything the source said about it.</summary>
/// <param name="Url">The URL as the source wrote it; it is judged when it is fetched, so that a bad one is accounted for.</param>
/// <param name="Line">The 1-based line (or record) of the list it stood on; 0 where the source has no lines.</param>
/// <param name="Caption">The text that describes the image, where the source has one.</param>
/// <param name="Key">The user's own name for the sample, where the source has one.</param>
/// <param name="Extra">Further columns to carry into the manifest, in the source's order.</param>
public sealed record Candidate(
    string Url,
    long Line = 0,
    string? Caption = null,
    string? Key = null,
    IReadOnlyDictionary<string, string>? Extra = null);
