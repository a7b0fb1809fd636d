using System.Net;

namespace PixCrawler.ImageFarm;

/// <summary>How a farm is started. The defaults give one address, a free port and the embedded pictures.</summary>
public sealed record ImageFarmOptions
{
    /// <summary>The port on every address, 0 to 65535; 0 takes a free port for each address.</summary>
    public int Port { get; init; }

    /// <summary>The loopback addresses to listen on, one or more; each is a host of its own to a polite crawler.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [IPAddress.Loopback];

    /// <summary>A folder whose files are served under <c>/img/</c> instead of the embedded pictures; null for the embedded ones.</summary>
    public string? ImageFolder { get; init; }

    /// <summary>What the farm says at its well-known paths to hosts that <see cref="Sites"/> does not name.</summary>
    public FarmSite Site { get; init; } = new();

    /// <summary>Well-known files by host name (from the Host header, without port, case-insensitive).</summary>
    public IReadOnlyDictionary<string, FarmSite> Sites { get; init; } = new Dictionary<string, FarmSite>();

    /// <summary>The clock of every delay, date and log entry.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The addresses 127.0.0.1, 127.0.0.2 and so on.</summary>
    /// <param name="count">How many, 1 to 254.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is out of range.</exception>
    public static IReadOnlyList<IPAddress> LoopbackAddresses(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 254);
        return [.. Enumerable.Range(1, count).Select(n => new IPAddress([127, 0, 0, (byte)n]))];
    }

    internal void Validate()
    {
        if (Port is < 0 or > IPEndPoint.MaxPort)
            throw new ArgumentException($"The farm's port is {Port}; give one from 0 (any free port) to {IPEndPoint.MaxPort}.");
        if (Addresses.Count == 0)
            throw new ArgumentException("The farm needs at least one address; give a loopback address such as 127.0.0.1.");
        if (Addresses.FirstOrDefault(address => !IPAddress.IsLoopback(address)) is { } open)
            throw new ArgumentException($"The farm serves hostile answers and listens on loopback only; {open} is not a loopback address.");
        if (Addresses.Distinct().Count() != Addresses.Count)
            throw new ArgumentException("The farm's addresses must differ from each other.");
        if (ImageFolder is not null && !Directory.Exists(ImageFolder))
            throw new ArgumentException($"The farm's image folder {ImageFolder} does not exist.");
    }
}
