namespace PixCrawler.ImageFarm;

/// <summary>A URL of the demo and what a reader should know about it.</summary>
/// <param name="Url">The URL.</param>
/// <param name="Caption">What is there, in a few words.</param>
public sealed record FarmDemoUrl(Uri Url, string Caption);

/// <summary>The demo's URL list.</summary>
public static class FarmDemo
{
    // The faults come first: their waits then pass while the pictures are fetched.
    private static readonly (string Path, string Caption)[] Faults =
    [
        ("/fail/2/then/gen/901/480x360.png", "503 twice, then an image"),
        ("/status/503", "always 503"),
        ("/retry-after/1/1/gen/902/480x360.png", "503 with Retry-After: 1, then an image"),
        ("/cut-then-ok/1/gen/903/480x360.png", "a connection cut in mid-body, then an image"),
        ("/redirect/chain/3/gen/904/480x360.png", "three redirects, then an image"),
        ("/redirect/loop/a", "a redirect loop"),
        ("/redirect/away/metadata", "a redirect to a private address"),
        ("/status/404", "not found"),
        ("/status/410", "gone"),
        ("/status/403", "forbidden"),
        ("/content/html-as-image", "HTML that says it is a JPEG"),
        ("/content/svg-script", "an SVG with a script"),
        ("/truncated/gen/905/480x360.png", "an image cut in half"),
        ("/bomb/30000x30000.png", "a decompression bomb"),
        ("/length/huge", "a body announced as 10 GiB"),
        ("/dup/906/one.png", "an image"),
        ("/dup/906/two.png", "the same image under another URL"),
        ("/misnamed/907/photo.jpg", "a PNG named .jpg"),
        ("/trailing/100/gen/908/480x360.png", "an image with bytes after its end"),
        ("/pixel/track.gif", "a tracking pixel"),
        ("/tag/noai/gen/909/480x360.png", "an image whose owner opted out"),
        ("/private/gen/910/480x360.png", "a path that robots.txt forbids"),
    ];

    /// <summary>
    /// The images of the farm's set and some twenty scripted faults, spread over all its addresses, so that a polite crawler needs
    /// seconds and not minutes (three addresses are a good number). Nothing in it hangs, and its longest fault is three requests.
    /// </summary>
    /// <param name="farm">A running farm with the default <see cref="ImageFarmOptions.Site"/>.</param>
    public static IReadOnlyList<FarmDemoUrl> DemoUrls(this ImageFarmServer farm)
    {
        ArgumentNullException.ThrowIfNull(farm);
        var paths = Faults.Concat(farm.ImageNames.Select(name => ("/img/" + name, "an image")));
        return [.. paths.Select((entry, n) => new FarmDemoUrl(farm.Url(entry.Item1, n % farm.Roots.Count), entry.Item2))];
    }
}
