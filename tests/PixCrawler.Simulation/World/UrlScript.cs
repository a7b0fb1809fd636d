using PixCrawler.Simulation.Engine;

namespace PixCrawler.Simulation.World;

/// <summary>What a URL does when it is asked.</summary>
internal enum UrlKind
{
    Image,
    Duplicate,
    NoImage,
    Undecodable,
    Status,
    Busy,
    RetryAfter,
    Hang,
    Reset,
    BrokenBody,
    Slow,
    Redirect,
    PoisonOnArrival,
    PoisonOnValidation,
}

/// <summary>One URL of the scripted web.</summary>
/// <param name="Url">The URL.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Times">For those that recover: how many requests fail before one succeeds.</param>
/// <param name="Status">For <see cref="UrlKind.Status"/>: the status code.</param>
/// <param name="RetryAfterSeconds">For <see cref="UrlKind.RetryAfter"/>: what the host asks for.</param>
internal sealed record UrlScript(string Url, UrlKind Kind, int Times = 0, int Status = 0, int RetryAfterSeconds = 0)
{
    /// <summary>What its bytes say, which is what the validator goes by.</summary>
    public string Body => Kind switch
    {
        UrlKind.Duplicate => "image:the same for all",
        UrlKind.NoImage => $"text:{Url}",
        UrlKind.Undecodable => $"broken:{Url}",
        UrlKind.PoisonOnValidation => $"poison:{Url}",
        _ => $"image:{Url}",
    };

    public bool IsPoison => Kind is UrlKind.PoisonOnArrival or UrlKind.PoisonOnValidation;

    /// <summary>Whether it ends in a kept image when only the web is in the way.</summary>
    public bool IsKeptInTheEnd => Kind switch
    {
        UrlKind.Image or UrlKind.Duplicate or UrlKind.Slow or UrlKind.Redirect => true,
        UrlKind.Busy or UrlKind.Reset or UrlKind.BrokenBody or UrlKind.Hang => Times < 3,
        UrlKind.RetryAfter => Times < 3 && RetryAfterSeconds <= 3600,
        _ => false,
    };

    public static UrlScript Draw(SimRandom chance, string url, Swarm swarm)
    {
        if (swarm.Poison && chance.Chance(0.06))
            return new UrlScript(url, chance.Chance(0.5) ? UrlKind.PoisonOnArrival : UrlKind.PoisonOnValidation);
        if (!chance.Chance(swarm.WebTrouble))
            return new UrlScript(url, UrlKind.Image);
        var kind = chance.Of<UrlKind>(
        [
            UrlKind.Duplicate, UrlKind.NoImage, UrlKind.Undecodable, UrlKind.Status, UrlKind.Status, UrlKind.Busy, UrlKind.Busy,
            UrlKind.RetryAfter, UrlKind.Hang, UrlKind.Reset, UrlKind.Reset, UrlKind.BrokenBody, UrlKind.Slow, UrlKind.Redirect,
        ]);
        if (kind == UrlKind.RetryAfter && !swarm.RetryAfters)
            kind = UrlKind.Busy;
        return new UrlScript(
            url, kind, chance.Of([1, 1, 2, 2, 3, 1000]), chance.Of([400, 401, 403, 404, 404, 410, 418, 500, 501]), chance.Of([1, 5, 30, 61, 90, 600, 4000]));
    }
}
