namespace PixCrawler.ImageFarm;

/// <summary>One request as the farm saw it; a snapshot, so a running request has no end yet.</summary>
/// <param name="Sequence">Its number in order of arrival, from 1.</param>
/// <param name="PathAndQuery">The request target, as sent.</param>
/// <param name="Host">The Host header, empty when there was none.</param>
/// <param name="Method">The request method.</param>
/// <param name="StartedAt">When its headers had been read.</param>
/// <param name="EndedAt">When the farm was done with it; null while it runs.</param>
/// <param name="Status">The status sent; 0 when none was.</param>
/// <param name="BytesSent">Body bytes handed to the network (for raw answers: all bytes).</param>
/// <param name="Aborted">Whether it ended without a complete answer: cut by the farm, left by the client, or ended by disposal.</param>
/// <param name="UserAgent">The User-Agent header, empty when there was none.</param>
/// <param name="Headers">The other headers a test may ask about, by lower-case name: see <see cref="FarmLog.KeptHeaders"/>.</param>
public sealed record FarmRequest(
    long Sequence,
    string PathAndQuery,
    string Host,
    string Method,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    int Status,
    long BytesSent,
    bool Aborted,
    string UserAgent,
    IReadOnlyDictionary<string, string> Headers);
