using PixCrawler.Domain.Politeness;

namespace PixCrawler.Net.Politeness;

/// <summary>The files at a site's well-known paths that say what may be fetched.</summary>
public enum SiteFileKind
{
    /// <summary><c>/robots.txt</c> (RFC 9309).</summary>
    Robots,

    /// <summary><c>/.well-known/tdmrep.json</c> (TDM Reservation Protocol).</summary>
    TdmRep,

    /// <summary><c>/ai.txt</c>, of the form of a robots.txt.</summary>
    AiTxt,
}

/// <summary>What asking for a site's file led to.</summary>
/// <param name="Rule">What the file says; a file that is not there says nothing. Null when nobody can know: nothing may be fetched.</param>
/// <param name="Outcome">How the request went; null where none was made, or nothing was sent.</param>
/// <param name="Reason">The stable code of what kept the file from being read; null where it was read or is not there.</param>
/// <param name="Problem">The same, for people.</param>
public sealed record SiteFile(ISiteRule? Rule, RequestOutcome? Outcome = null, string? Reason = null, string? Problem = null);

/// <summary>Reads sites' files. One attempt each: when to try again is for the host's gate to say.</summary>
public interface ISiteFiles
{
    /// <summary>Gives a file that was read within the last 24 hours.</summary>
    /// <param name="origin">Scheme, host and port.</param>
    /// <param name="kind">Which file.</param>
    /// <returns>The file; null where it must be read.</returns>
    SiteFile? Known(Uri origin, SiteFileKind kind);

    /// <summary>Reads a file; never throws but for cancellation.</summary>
    /// <param name="origin">Scheme, host and port.</param>
    /// <param name="kind">Which file.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The file, or why it could not be read.</returns>
    Task<SiteFile> ReadAsync(Uri origin, SiteFileKind kind, CancellationToken cancellationToken);
}
