using System.Text;
using Microsoft.AspNetCore.Http;
using static PixCrawler.ImageFarm.FarmCase;

namespace PixCrawler.ImageFarm.Behaviours;

/// <summary>Redirects: good, endless, and to where no crawler may go.</summary>
internal static class RedirectBehaviours
{
    private static readonly Dictionary<string, string> Away = new()
    {
        ["metadata"] = "http://169.254.169.254/latest/meta-data/",
        ["ten"] = "http://10.0.0.1/a.png",
        ["ten-scheme-relative"] = "//10.0.0.1/a.png",
        ["ipv6-loopback"] = "http://[::1]/a.png",
        ["ipv6-mapped"] = "http://[::ffff:10.0.0.1]/a.png",
        ["decimal"] = "http://2852039166/a.png",
        ["unspecified"] = "http://0.0.0.0/a.png",
        ["file"] = "file:///etc/passwd",
        ["ftp"] = "ftp://example.com/a.png",
        ["data"] = "data:image/png;base64,iVBORw0KGgo=",
        ["javascript"] = "javascript:alert(1)",
        ["userinfo"] = "http://user:secret@example.com/a.png",
    };

    private static readonly Dictionary<string, string> Garbage = new()
    {
        ["empty"] = "",
        ["bad-host"] = "http://[not-a-host/a.png",
        ["bad-port"] = "http://example.com:99999/a.png",
        ["no-host"] = "http:///a.png",
    };

    public static IReadOnlyList<FarmBehaviour> All { get; } =
    [
        new("/redirect/{code}/to/{*path}", "Redirects with this status to any path of the farm, by absolute URL.",
            x => RedirectAsync(x, x.Int("code", 300, 399), $"http://{x.Authority}/{x.Text("path")}"),
            Kept("redirect-301", "/redirect/301/to/gen/91/320x240.png"), Kept("redirect-302", "/redirect/302/to/gen/92/320x240.png"),
            Kept("redirect-303", "/redirect/303/to/gen/93/320x240.png"), Kept("redirect-307", "/redirect/307/to/gen/94/320x240.png"),
            Kept("redirect-308", "/redirect/308/to/gen/95/320x240.png"),
            Permanent("redirect-to-an-error", "/redirect/302/to/status/406", "http-406")),
        new("/redirect/relative/{*path}", "Redirects to the image by a relative reference with dots.",
            x => RedirectAsync(x, 302, string.Concat(Enumerable.Repeat("../", x.Text("path").Count(c => c == '/') + 2)) + x.Text("path")),
            Kept("redirect-relative", "/redirect/relative/gen/96/320x240.png")),
        new("/redirect/scheme-relative/{*path}", "Redirects to the image by a reference that begins with //.",
            x => RedirectAsync(x, 302, $"//{x.Authority}/{x.Text("path")}"),
            Kept("redirect-scheme-relative", "/redirect/scheme-relative/gen/97/320x240.png")),
        new("/redirect/chain/{n}/{*path}", "n redirects, one after the other, to the image.", ChainAsync,
            Kept("redirect-chain-5", "/redirect/chain/5/gen/98/320x240.png"),
            Permanent("redirect-chain-6", "/redirect/chain/6/gen/99/320x240.png", "too-many-redirects")),
        new("/redirect/loop/{name}", "Two URLs, a and b, that lead to each other.",
            x => RedirectAsync(x, 302, x.Text("name") == "a" ? "/redirect/loop/b" : "/redirect/loop/a"),
            Permanent("redirect-loop", "/redirect/loop/a", "too-many-redirects") with { MaxRequests = 3 }),
        new("/redirect/away/{target}",
            $"Redirects to {string.Join(", ", Away.Keys)}.",
            x => RedirectAsync(x, 302, Named(x, Away, "target")),
            [.. Away.Keys.Select(name => Permanent("redirect-" + name, "/redirect/away/" + name, RefusalOf(name)))]),
        new("/redirect/no-location", "302 without a Location.", x => RedirectAsync(x, 302, null),
            Permanent("redirect-no-location", "/redirect/no-location", "redirect-invalid")),
        new("/redirect/garbage/{kind}",
            $"302 with a Location that is no URL: {string.Join(", ", Garbage.Keys)}.",
            x => RedirectAsync(x, 302, Named(x, Garbage, "kind")),
            [.. Garbage.Keys.Select(name => Permanent("redirect-garbage-" + name, "/redirect/garbage/" + name, "redirect-invalid"))]),
        new("/refresh/{*path}", "HTML with a Refresh header that leads to the image; not a redirect.", RefreshAsync,
            Rejected("refresh-header", "/refresh/gen/101/320x240.png", "not-an-image")),
        new("/meta-refresh/{*path}", "HTML with a meta refresh that leads to the image; not a redirect.",
            x => x.SendAsync(200, "text/html", Encoding.UTF8.GetBytes($"<meta http-equiv=refresh content='0;url=/{x.Text("path")}'>")),
            Rejected("refresh-meta", "/meta-refresh/gen/102/320x240.png", "not-an-image")),
    ];

    private static string RefusalOf(string target) => target switch
    {
        "file" or "ftp" or "data" or "javascript" => "url-scheme-forbidden",
        "userinfo" => "url-userinfo-forbidden",
        _ => "address-forbidden",
    };

    private static string Named(FarmExchange x, Dictionary<string, string> values, string parameter) =>
        values.GetValueOrDefault(x.Text(parameter)) ?? throw new FarmRouteException($"Give one of {string.Join(", ", values.Keys)}.");

    private static Task RedirectAsync(FarmExchange x, int code, string? location)
    {
        if (location is not null) x.Http.Response.Headers.Location = location;
        return x.SendAsync(code, "", default);
    }

    private static Task ChainAsync(FarmExchange x)
    {
        int left = x.Int("n", least: 1, most: 100) - 1;
        return RedirectAsync(x, StatusCodes.Status302Found, left == 0 ? $"/{x.Text("path")}" : $"/redirect/chain/{left}/{x.Text("path")}");
    }

    private static Task RefreshAsync(FarmExchange x)
    {
        x.Http.Response.Headers["Refresh"] = $"0;url=/{x.Text("path")}";
        return x.SendAsync(200, "text/html", "<p>One moment.</p>"u8.ToArray());
    }
}
