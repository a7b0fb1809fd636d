using Microsoft.Extensions.Primitives;
using static PixCrawler.ImageFarm.FarmCase;

namespace PixCrawler.ImageFarm.Behaviours;

/// <summary>Opt-outs in response headers.</summary>
internal static class OptOutBehaviours
{
    private static readonly Dictionary<string, (string[] Tags, bool Keeps)> Robots = new()
    {
        ["noai"] = (["noai"], false),
        ["noimageai"] = (["noimageai"], false),
        ["noindex"] = (["noindex"], false),
        ["noimageindex"] = (["noimageindex"], false),
        ["none"] = (["none"], false),
        ["upper-case"] = (["  NoAI  "], false),
        ["in-list"] = (["noimageai, max-image-preview:large"], false),
        ["in-second-line"] = (["max-snippet:-1", "noai"], false),
        ["this-bot"] = (["pixcrawler: noai"], false),
        ["unavailable-after-past"] = (["unavailable_after: 25 Jun 2010 15:00:00 GMT"], false),
        ["before-date"] = (["noai, unavailable_after: Friday, 25-Jun-2060 15:00:00 GMT"], false),
        ["other-bot"] = (["otherbot: noai"], true),
        ["all"] = (["all"], true),
        ["unavailable-after-future"] = (["unavailable_after: 25 Jun 2060 15:00:00 GMT"], true),
    };

    public static IReadOnlyList<FarmBehaviour> All { get; } =
    [
        new("/tag/{kind}/{*path}", $"Any behaviour with X-Robots-Tag: {string.Join(", ", Robots.Keys)}.", TagAsync,
            [.. Robots.Select((tag, n) => tag.Value.Keeps
                ? Kept("tag-" + tag.Key, $"/tag/{tag.Key}/gen/{131 + n}/320x240.png")
                : Refused("tag-" + tag.Key, $"/tag/{tag.Key}/gen/{131 + n}/320x240.png", "opt-out-header"))]),
        new("/tdm/{reservation}/{*path}",
            "Any behaviour with tdm-reservation (0 or 1).",
            x => WithHeaderAsync(x, "tdm-reservation", x.Text("reservation")),
            Refused("tdm-reserved", "/tdm/1/gen/151/320x240.png", "opt-out-tdmrep"), Kept("tdm-not-reserved", "/tdm/0/gen/152/320x240.png")),
        new("/content-usage/{value}/{*path}",
            "Any behaviour with Content-Usage (a draft).",
            x => WithHeaderAsync(x, "Content-Usage", x.Text("value")),
            Kept("content-usage-yes", "/content-usage/train-ai=y/gen/153/320x240.png")),
    ];

    private static Task TagAsync(FarmExchange x) => Robots.TryGetValue(x.Text("kind"), out var tag)
        ? WithHeaderAsync(x, "X-Robots-Tag", tag.Tags)
        : throw new FarmRouteException($"Give one of {string.Join(", ", Robots.Keys)}.");

    private static Task WithHeaderAsync(FarmExchange x, string name, StringValues values)
    {
        x.Http.Response.Headers[name] = values;
        return x.ContinueAsync();
    }
}
