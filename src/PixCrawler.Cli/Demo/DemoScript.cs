namespace PixCrawler.Cli.Demo;

/// <summary>One scripted behaviour of the demo's web server, and what a correct crawler makes of it.</summary>
/// <param name="What">What the server does, in the farm's words.</param>
/// <param name="Expected"><c>kept</c>, or the reason code it must end with.</param>
/// <param name="Requests">How many requests for this very URL the server must see.</param>
/// <param name="Story">What the crawler does and why.</param>
internal sealed record DemoCase(string What, string Expected, int Requests, string Story);

/// <summary>What must come of every URL of the demo.</summary>
internal static class DemoScript
{
    /// <summary>What an image that is in the dataset counts as.</summary>
    public const string Kept = "kept";

    /// <summary>The plain pictures; they are summed up in one line.</summary>
    public static DemoCase Picture { get; } = new("an image", Kept, 1, "Fetched once and kept.");

    /// <summary>The faults, by what the server does.</summary>
    public static IReadOnlyDictionary<string, DemoCase> Cases { get; } = new DemoCase[]
    {
        new("503 twice, then an image", Kept, 3, "Tried again after 2 s and 4 s; the third and last attempt got it."),
        new("always 503", "http-503", 3, "Three attempts in all, never a fourth; then it counts as failed."),
        new("503 with Retry-After: 1, then an image", Kept, 2, "Waited at least as long as the server asked, then tried again."),
        new("a connection cut in mid-body, then an image", Kept, 2, "A body that breaks off is a failed attempt like any other; the second got it whole."),
        new("three redirects, then an image", Kept, 1, "Followed, each hop judged like the first; up to five are."),
        new("a redirect loop", "too-many-redirects", 3, "Given up after five redirects to and fro (this URL is every other one); trying again would not help."),
        new("a redirect to a private address", "address-forbidden", 1, "Never connected: a list must not reach into your network, not even by a detour."),
        new("not found", "http-404", 1, "Asked once: a 404 does not pass."),
        new("gone", "http-410", 1, "Asked once: it is gone for good."),
        new("forbidden", "http-403", 1, "Asked once: the server means no."),
        new("HTML that says it is a JPEG", "refused-type", 1, "The bytes decide, not the header: a web page is no picture."),
        new("an SVG with a script", "refused-type", 1, "SVG can carry scripts and is not taken."),
        new("an image cut in half", "truncated", 1, "Its end marker is missing, so the pixels are too."),
        new("a decompression bomb", "too-many-pixels", 1, "The header says 900 million pixels; it is never decoded."),
        new("a body announced as 10 GiB", "body-too-large", 1, "Refused by its announced length, before a byte of it is read."),
        new("the same image under another URL", "duplicate", 1, "Its bytes are in the dataset already: taken out at the end, and duplicates.jsonl names its twin."),
        new("a PNG named .jpg", Kept, 1, "Kept under its true format, as .png."),
        new("an image with bytes after its end", Kept, 1, "Sound, with a few bytes behind it: kept."),
        new("a tracking pixel", "too-small", 1, "1 x 1 pixels are below the demo's least side of 16."),
        new("an image whose owner opted out", "opt-out-header", 1, "X-Robots-Tag: noai. Refused and not kept, with the header as evidence."),
        new("a path that robots.txt forbids", "robots-disallowed", 0, "Never asked for: robots.txt is read first and kept to."),
    }.ToDictionary(entry => entry.What, StringComparer.Ordinal);
}
