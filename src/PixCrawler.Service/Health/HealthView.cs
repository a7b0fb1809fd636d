namespace PixCrawler.Service.Health;

/// <summary>Whether the service can work.</summary>
/// <param name="Ready">Whether everything it needs answers.</param>
/// <param name="Version">Which version it is.</param>
/// <param name="Checks">What was tried.</param>
internal sealed record HealthView(bool Ready, string Version, IReadOnlyList<HealthCheckView> Checks);

/// <summary>One thing that was tried.</summary>
/// <param name="Name">What.</param>
/// <param name="Ok">Whether it worked.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Problem">What went wrong, for people.</param>
internal sealed record HealthCheckView(string Name, bool Ok, double Milliseconds, string? Problem);
