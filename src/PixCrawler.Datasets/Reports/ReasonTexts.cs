using System.Collections.Frozen;

namespace PixCrawler.Datasets.Reports;

/// <summary>A reason code in words.</summary>
/// <param name="Explanation">What it means.</param>
/// <param name="Advice">What to do about it.</param>
public sealed record ReasonText(string Explanation, string Advice);

/// <summary>What the reason codes mean, for reports and screens.</summary>
public static class ReasonTexts
{
    private const string Nothing = "Nothing; the rule protects the dataset or the machine.";
    private const string FixUrl = "Correct the URL in the list.";
    private const string RetryLater = "Run the failed URLs again later.";
    private const string GetAnother = "Look for another copy of the image.";
    private const string AskOwner = "Ask the site for permission, or leave it out.";
    private const string RaiseLimit = "Raise the job's limit if such images are wanted.";
    private const string SeeServer = "See the server's answer in the manifest; leave the URL out if it stays so.";
    private const string FixMachine = "Mend what the detail names, then run the failed URLs again.";

    private static readonly FrozenDictionary<string, ReasonText> Known = new Dictionary<string, ReasonText>
    {
        ["empty"] = new("The answer had no content.", GetAnother),
        ["too-few-bytes"] = new("The file is too short to be an image.", GetAnother),
        ["too-many-bytes"] = new("The file is larger than allowed.", RaiseLimit),
        ["not-an-image"] = new("The file is not an image, often a web page in its place.", "Link to the image itself, not to its page."),
        ["refused-type"] = new("The file is of a type that is not taken (SVG, PDF, archives ...).", Nothing),
        ["truncated"] = new("The image ends before its end marker.", GetAnother),
        ["corrupt"] = new("The image's structure is damaged.", GetAnother),
        ["too-small"] = new("The image is smaller than the job wants.", "Lower MinSidePixels if such images are wanted."),
        ["side-too-long"] = new("One side of the image is longer than allowed.", "Raise MaxSidePixels if such images are wanted."),
        ["too-many-pixels"] = new("The image has more pixels than allowed.", "Raise MaxPixels if such images are wanted."),
        ["too-many-frames"] = new("The animation has more frames than allowed.", Nothing),
        ["too-many-scans"] = new("The image has more scans than any camera writes; decoding it would take very long.", Nothing),
        ["decoded-too-large"] = new("The image would need more memory than allowed.", Nothing),
        ["metadata-too-large"] = new("The image's metadata is larger than allowed.", Nothing),
        ["trailing-data"] = new("There is other data behind the image.", GetAnother),
        ["polyglot"] = new("The file is an image and something else at the same time.", Nothing),
        ["undecodable"] = new("The decoder cannot read the image.", GetAnother),
        ["decoder-timeout"] = new("Decoding the image took longer than allowed.", Nothing),
        ["decoder-crashed"] = new("The decoder crashed on the image, twice.", Nothing),
        ["aspect-ratio"] = new("One side of the image is far longer than the other.", "Raise the job's greatest ratio of sides if such images are wanted."),
        ["animated"] = new("The image is animated, and still ones are wanted.", "Allow animations if they are wanted."),
        ["uniform"] = new("The image is of one colour.", GetAnother),
        ["grey"] = new("The image is grey, and colour is wanted.", "Allow grey images if they are wanted."),
        ["too-dark"] = new("The image is darker than the job wants.", RaiseLimit),
        ["too-bright"] = new("The image is brighter than the job wants.", RaiseLimit),
        ["low-contrast"] = new("The image has less contrast than the job wants.", RaiseLimit),
        ["low-information"] = new("The image shows less than the job wants.", RaiseLimit),
        ["blurred"] = new("The image is less sharp than the job wants.", RaiseLimit),
        ["broken-colour-profile"] = new("The image's colour profile is damaged.", GetAnother),
        ["not-transformed"] = new("What the job wants could not be made of the image.", "See the details in the manifest."),
        ["format-refused"] = new("The image is of a format that the job does not take.", "Allow the format if such images are wanted."),
        ["duplicate"] = new("The image is in the dataset already: the same URL, bytes or look.", "Nothing; duplicates.jsonl names its twin."),
        ["url-invalid"] = new("This is not a URL.", FixUrl),
        ["url-scheme-forbidden"] = new("The URL is neither http nor https.", FixUrl),
        ["url-userinfo-forbidden"] = new("The URL holds a user name or a password.", FixUrl),
        ["url-port-forbidden"] = new("The URL's port is not an allowed one.", Nothing),
        ["url-host-forbidden"] = new("The host name belongs to a private network.", Nothing),
        ["address-forbidden"] = new("The host's address is not a public one.", Nothing),
        ["dns-failed"] = new("The host name has no address.", "Check the host's name, or leave it out."),
        ["dns-timeout"] = new("The resolver did not answer in time.", "Check the machine's resolver, then run the failed URLs again."),
        ["contact-missing"] = new("Nobody was named whom the site's owner could ask about the crawl.", "Name a contact (--contact) and run the failed URLs again."),
        ["connection-failed"] = new("No connection could be made, or it broke.", RetryLater),
        ["tls-invalid"] = new("The server's certificate is not valid.", "Leave the host out until its owner has mended it."),
        ["timeout"] = new("The server took longer than allowed.", RetryLater),
        ["url-timeout"] = new("All attempts together took longer than allowed.", RetryLater),
        ["stalled"] = new("The server stopped sending in the middle.", RetryLater),
        ["too-slow"] = new("The server sent more slowly than allowed.", RetryLater),
        ["response-invalid"] = new("The answer is not proper HTTP.", SeeServer),
        ["headers-too-large"] = new("The answer's headers are larger than allowed.", SeeServer),
        ["body-broken"] = new("The answer broke off in the middle.", RetryLater),
        ["body-too-large"] = new("The answer is larger than allowed.", RaiseLimit),
        ["encoded-body"] = new("The answer is compressed although plain bytes were asked for.", SeeServer),
        ["too-many-redirects"] = new("The URL leads from one redirect to the next.", FixUrl),
        ["redirect-invalid"] = new("The URL leads to a redirect without a proper target.", FixUrl),
        ["redirect-downgrade"] = new("The URL leads from https to http.", Nothing),
        ["retry-after-too-long"] = new("The server asked to be left alone for longer than a URL may wait.", RetryLater),
        ["circuit-open"] = new("The host failed so often that it was left alone.", RetryLater),
        ["quota-exhausted"] = new("The credential's quota is used up or its billing is off.", "Renew the quota at the provider, then run the failed URLs again."),
        ["robots-disallowed"] = new("The site's robots.txt forbids it.", AskOwner),
        ["opt-out-header"] = new("The answer's X-Robots-Tag asks not to use the image for this.", AskOwner),
        ["opt-out-tdmrep"] = new("The rights for text and data mining are reserved (TDMRep).", AskOwner),
        ["opt-out-ai-txt"] = new("The site's ai.txt forbids it.", AskOwner),
        ["opt-out-content-usage"] = new("The answer's Content-Usage says no to training.", AskOwner),
        ["robots-unavailable"] = new("The site's robots.txt could not be read, so nothing may be fetched.", RetryLater),
        ["host-unavailable"] = new("The host failed so often that it was given up.", RetryLater),
        ["crawl-delay-too-long"] = new("The site's robots.txt asks for a longer wait between requests than a job waits.", RetryLater),
        ["http-400"] = new("The server calls the request malformed (400).", FixUrl),
        ["http-401"] = new("The server asks for a login (401).", AskOwner),
        ["http-403"] = new("The server refuses access (403).", AskOwner),
        ["http-404"] = new("There is nothing at this URL (404).", "Leave the URL out, or look for where it moved."),
        ["http-410"] = new("The image was taken away for good (410).", "Leave the URL out."),
        ["http-429"] = new("The server was asked too often (429).", RetryLater),
        ["http-500"] = new("The server failed (500).", RetryLater),
        ["http-502"] = new("The server's gateway failed (502).", RetryLater),
        ["http-503"] = new("The server is overloaded or down (503).", RetryLater),
        ["http-504"] = new("The server's gateway got no answer in time (504).", RetryLater),
        ["interrupted"] = new("The program was stopped during the last allowed attempt.", RetryLater),
        ["cancelled"] = new("The job was cancelled first.", "Run the job again for the rest."),
        ["infrastructure-database"] = new("The database could not be reached.", FixMachine),
        ["infrastructure-journal"] = new("The journal could not be written or read.", FixMachine),
        ["infrastructure-disk"] = new("The disk was full, missing or not writable.", FixMachine),
        ["infrastructure-memory"] = new("The memory limit was reached.", FixMachine),
        ["unexpected-error"] = new("An error nobody foresaw.", "Report it with the log; it is there with its stack."),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The codes that have a text of their own.</summary>
    public static IReadOnlyCollection<string> KnownReasons => Known.Keys;

    /// <summary>Puts a reason into words.</summary>
    /// <param name="reason">The code, for example <c>http-404</c>.</param>
    /// <returns>Its text; for a code that has none, the code itself.</returns>
    public static ReasonText For(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return Known.GetValueOrDefault(reason) ?? Unknown(reason);
    }

    private static ReasonText Unknown(string reason) => reason.StartsWith("http-", StringComparison.Ordinal)
        ? new ReasonText($"The server answered with status {reason[5..]}.", SeeServer)
        : new ReasonText(reason, "See the details in the manifest.");
}
