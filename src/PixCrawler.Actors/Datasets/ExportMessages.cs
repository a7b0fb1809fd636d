using PixCrawler.Contracts.Datasets;

namespace PixCrawler.Actors.Datasets;

/// <summary>How far a run is.</summary>
/// <param name="Name">The export.</param>
/// <param name="Run">Which run; one that is over is not believed.</param>
/// <param name="Progress">How far.</param>
internal sealed record ExportAdvanced(string Name, int Run, ExportProgress Progress);

/// <summary>A run has its result.</summary>
/// <param name="Name">The export.</param>
/// <param name="Run">Which run; one that is over is not believed.</param>
/// <param name="Result">What came of it.</param>
internal sealed record ExportDone(string Name, int Run, ExportSummary Result);

/// <summary>Asks a run to stop; it ends once nothing of it is under way.</summary>
internal sealed record StopExport
{
    public static StopExport Instance { get; } = new();
}
