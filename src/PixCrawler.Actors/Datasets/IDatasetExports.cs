using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Actors.Datasets;

/// <summary>What a run of an export is to do.</summary>
/// <param name="DatasetName">The dataset's name: archives are named by it.</param>
/// <param name="Name">The export.</param>
/// <param name="Run">Which run, from 1.</param>
/// <param name="Specification">What it is to be.</param>
public sealed record ExportOrder(string DatasetName, string Name, int Run, ExportSpecification Specification);

/// <summary>
/// What exports do, once their supervision is taken care of (<see cref="IPixCrawlerClient.ExportAsync"/>). By itself it is for datasets that
/// no job of this process stands behind: nothing is tried again but calls to stores, and nothing is remembered.
/// </summary>
public interface IDatasetExports
{
    /// <summary>Judges a specification on this machine, before it is accepted; nothing is sent or written.</summary>
    /// <param name="specification">What it is to be.</param>
    /// <param name="datasetName">The dataset's name.</param>
    /// <returns>One entry per problem; empty when it is in order.</returns>
    IReadOnlyList<FieldError> Check(ExportSpecification specification, string datasetName);

    /// <summary>
    /// Does it. Never blocks its thread, stops soon after the token is cancelled, goes on with what an earlier run left, and may be repeated
    /// without harm.
    /// </summary>
    /// <param name="order">What is to be done.</param>
    /// <param name="datasetFolder">Where the dataset lies now.</param>
    /// <param name="progress">Told how far it is, on any thread.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="InvalidInputException">Something of it is not usable; the message says what to do.</exception>
    /// <exception cref="InfrastructureException">The disk is full or failing.</exception>
    /// <exception cref="TransientException">The store could not be reached, in all attempts of a call.</exception>
    Task<ExportSummary> RunAsync(
        ExportOrder order, string datasetFolder, IProgress<ExportProgress> progress, CancellationToken cancellationToken);

    /// <summary>Makes links to what an export put into a store.</summary>
    /// <param name="specification">What was exported.</param>
    /// <param name="result">What came of it.</param>
    /// <param name="lifetime">For how long, 1 s to 7 days.</param>
    /// <returns>One per archive or shard, then the list of checksums.</returns>
    /// <exception cref="InvalidInputException">It lies in a folder, or the lifetime is out of its range.</exception>
    IReadOnlyList<ExportLink> LinksTo(ExportSpecification specification, ExportSummary result, TimeSpan lifetime);
}
