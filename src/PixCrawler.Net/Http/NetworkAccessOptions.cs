using System.Net;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Urls;

namespace PixCrawler.Net.Http;

/// <summary>Where requests may go (section <c>NetworkAccess</c>).</summary>
public sealed record NetworkAccessOptions
{
    /// <summary>
    /// Networks that may be reached although they are not public, on any port; for tests and for image hosts of one's own.
    /// Default: none.
    /// </summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];

    /// <summary>The ports that may be reached at public addresses, 1 to 65,535, at least one. Default: 80 and 443.</summary>
    public IReadOnlyList<int> AllowedPorts { get; init; } = [80, 443];

    /// <summary>Finds everything that is wrong with the options.</summary>
    /// <returns>One entry per problem; empty when they are in order.</returns>
    public IReadOnlyList<FieldError> Validate()
    {
        var check = new OptionsCheck();
        check.That(AllowedPorts.Count > 0, nameof(AllowedPorts), "name at least one port, normally 80 and 443");
        foreach (var port in AllowedPorts)
            check.Range(nameof(AllowedPorts), port, 1, 65_535);
        return check.Errors;
    }

    internal AccessPolicy ToPolicy() => new(AllowedNetworks, AllowedPorts);
}
