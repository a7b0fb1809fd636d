using PixCrawler.Actors.Datasets;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Simulation.World;

/// <summary>Nobody exports in a simulation.</summary>
internal sealed class SimExports : IDatasetExports
{
    public IReadOnlyList<FieldError> Check(ExportSpecification specification, string datasetName) => throw new NotSupportedException();

    public Task<ExportSummary> RunAsync(
        ExportOrder order, string datasetFolder, IProgress<ExportProgress> progress, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public IReadOnlyList<ExportLink> LinksTo(ExportSpecification specification, ExportSummary result, TimeSpan lifetime) =>
        throw new NotSupportedException();
}
