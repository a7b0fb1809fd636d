namespace PixCrawler.Actors.Observability;

/// <summary>Asks an actor to write its figures to the log.</summary>
internal sealed record LogStateNow
{
    public static LogStateNow Instance { get; } = new();
}
