using PixCrawler.Actors.Datasets;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Actors.Tests.World;

/// <summary>Exports that do what a test says; by default they are done at once.</summary>
internal sealed class FakeExports : IDatasetExports
{
    private int _runs;

    /// <summary>Runs that were begun.</summary>
    public int Runs => Volatile.Read(ref _runs);

    /// <summary>What a run does.</summary>
    public Func<ExportOrder, IProgress<ExportProgress>, CancellationToken, Task<ExportSummary>> Run { get; set; } =
        (order, _, _) => Task.FromResult(new ExportSummary($"/exports/{order.Name}") { Samples = 1 });

    /// <summary>What is wrong with a specification.</summary>
    public IReadOnlyList<FieldError> Errors { get; set; } = [];

    public IReadOnlyList<FieldError> Check(ExportSpecification specification, string datasetName) => Errors;

    public Task<ExportSummary> RunAsync(
        ExportOrder order, string datasetFolder, IProgress<ExportProgress> progress, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _runs);
        return Run(order, progress, cancellationToken);
    }

    public IReadOnlyList<ExportLink> LinksTo(ExportSpecification specification, ExportSummary result, TimeSpan lifetime) =>
        [new ExportLink("a.zip", new Uri("https://store.example/a.zip?signature=secret"), DateTimeOffset.UnixEpoch + lifetime)];
}
