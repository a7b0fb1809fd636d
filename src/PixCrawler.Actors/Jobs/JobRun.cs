using Akka.Actor;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Datasets;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Validation;

namespace PixCrawler.Actors.Jobs;

/// <summary>What a job offers to its workers.</summary>
/// <param name="Specification">What the job is to do.</param>
/// <param name="Folder">Where its dataset lies.</param>
/// <param name="Limits">What an image must keep to.</param>
/// <param name="ValidationQueue">Where images are judged.</param>
/// <param name="Stopping">Cancelled when the job ends.</param>
internal sealed record JobRun(
    JobSpecification Specification,
    IDatasetFolder Folder,
    InspectionLimits Limits,
    IActorRef ValidationQueue,
    CancellationToken Stopping)
{
    /// <summary>How many waiting retries a report names at the most.</summary>
    public const int MaxReportedRetries = 20;

    public ValidationRequest ValidationRequest(string? declaredType, string url) =>
        new(Specification.ValidationLevel, Limits, declaredType, ExtensionOf(url));

    private static string? ExtensionOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) ? Path.GetExtension(uri.AbsolutePath) : null;
}
