namespace PixCrawler.ImageFarm;

/// <summary>How a correct crawler must end with a URL.</summary>
public enum FarmOutcome
{
    /// <summary>The image is in the dataset.</summary>
    Kept,

    /// <summary>Something came, but not an image that is wanted.</summary>
    Rejected,

    /// <summary>Not fetched, or not kept, because a rule of the site forbids it. Not a failure.</summary>
    Refused,

    /// <summary>The attempts are used up on failures that could have passed.</summary>
    FailedTransient,

    /// <summary>Failed at once, because another attempt cannot help.</summary>
    FailedPermanent,

    /// <summary>Given back after the first attempt, because the host asked for a longer wait than a slot is held for.</summary>
    Deferred,
}

/// <summary>One URL of the farm and what a correct crawler must make of it with its default limits (three attempts in all).</summary>
/// <param name="Name">Unique, lower-case with dashes.</param>
/// <param name="ExamplePath">Path and query at the farm.</param>
/// <param name="Outcome">How it ends.</param>
/// <param name="Reason">The stable code of the cause in kebab-case (<c>not-an-image</c>, <c>http-404</c>); empty when kept.</param>
/// <param name="MaxRequests">The most requests the crawler may make for this path.</param>
/// <param name="Hangs">Whether each attempt lasts until the client's own timeout: give the client a short one, or a virtual clock.</param>
public sealed record FarmCase(string Name, string ExamplePath, FarmOutcome Outcome, string Reason, int MaxRequests, bool Hangs = false)
{
    /// <summary>The case's name.</summary>
    public override string ToString() => Name;

    internal static FarmCase Kept(string name, string path, int requests = 1) => new(name, path, FarmOutcome.Kept, "", requests);

    internal static FarmCase Rejected(string name, string path, string reason) => new(name, path, FarmOutcome.Rejected, reason, 1);

    internal static FarmCase Refused(string name, string path, string reason, int requests = 1) =>
        new(name, path, FarmOutcome.Refused, reason, requests);

    internal static FarmCase Permanent(string name, string path, string reason) => new(name, path, FarmOutcome.FailedPermanent, reason, 1);

    internal static FarmCase Transient(string name, string path, string reason) => new(name, path, FarmOutcome.FailedTransient, reason, 3);

    internal static FarmCase Hanging(string name, string path) => new(name, path, FarmOutcome.FailedTransient, "timeout", 3, Hangs: true);
}
