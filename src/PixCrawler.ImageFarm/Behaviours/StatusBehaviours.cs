using System.Text;
using static PixCrawler.ImageFarm.FarmCase;

namespace PixCrawler.ImageFarm.Behaviours;

/// <summary>Status codes, for ever or for the first requests only.</summary>
internal static class StatusBehaviours
{
    public static IReadOnlyList<FarmBehaviour> All { get; } =
    [
        new("/status/{code}", "Always this status, with a line of text.", x => SendStatusAsync(x, x.Int("code", 200, 599)),
            Permanent("status-400", "/status/400", "http-400"), Permanent("status-401", "/status/401", "http-401"),
            Permanent("status-403", "/status/403", "http-403"), Permanent("status-404", "/status/404", "http-404"),
            Permanent("status-410", "/status/410", "http-410"), Permanent("status-418", "/status/418", "http-418"),
            Permanent("status-500", "/status/500", "http-500"), Permanent("status-502", "/status/502", "http-502"),
            Transient("status-429", "/status/429", "http-429"), Transient("status-503", "/status/503", "http-503"),
            Transient("status-504", "/status/504", "http-504"), Rejected("status-204", "/status/204", "empty")),
        new("/fail/{n}/then/{*path}", "503 for the first n requests of the full URL, then any behaviour.", x => FailAsync(x, 503),
            Kept("fail-once", "/fail/1/then/gen/21/320x240.png", requests: 2),
            Kept("fail-twice", "/fail/2/then/gen/22/320x240.png", requests: 3),
            Transient("fail-three-times", "/fail/3/then/gen/23/320x240.png", "http-503")),
        new("/failcode/{code}/{n}/then/{*path}", "The same with another status.", x => FailAsync(x, x.Int("code", 200, 599)),
            Kept("fail-429-once", "/failcode/429/1/then/gen/24/320x240.png", requests: 2),
            Kept("fail-504-once", "/failcode/504/1/then/gen/25/320x240.png", requests: 2),
            Permanent("fail-404-once", "/failcode/404/1/then/gen/26/320x240.png", "http-404")),
    ];

    internal static Task SendStatusAsync(FarmExchange x, int code) =>
        x.SendAsync(code, "text/plain", Encoding.ASCII.GetBytes($"The farm answers {code}.\n"));

    private static Task FailAsync(FarmExchange x, int code) => x.Attempt <= x.Int("n") ? SendStatusAsync(x, code) : x.ContinueAsync();
}
