namespace PixCrawler.Domain.Failures;

/// <summary>What an error means for the layer that sees it (failure-semantics, "One layer per failure kind").</summary>
public enum FailureClass
{
    /// <summary>The operation layer tries again; the supervision layer does not.</summary>
    Transient,

    /// <summary>Nobody tries again.</summary>
    Permanent,

    /// <summary>The supervision layer restarts the worker; the operation layer does not.</summary>
    Infrastructure,

    /// <summary>The caller gave up; neither permanent nor transient.</summary>
    Cancelled,

    /// <summary>Nobody foresaw it: stop at once, log the stack.</summary>
    Unknown,
}
