using Akka.Actor;
using PixCrawler.Actors.Observability;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Datasets;
using PixCrawler.Imaging.Validation;

namespace PixCrawler.Actors.Jobs;

/// <summary>What a job offers to its workers.</summary>
/// <param name="Specification">What the job is to do.</param>
/// <param name="Folder">Where its dataset lies.</param>
/// <param name="Judging">What each image is judged by and made into.</param>
/// <param name="ValidationQueue">Where images are judged.</param>
/// <param name="Stopping">Cancelled when the job ends.</param>
internal sealed record JobRun(
    JobSpecification Specification,
    IDatasetFolder Folder,
    ValidationRequest Judging,
    IActorRef ValidationQueue,
    CancellationToken Stopping)
{
    /// <summary>How many waiting retries, and how many paused hosts, a report names at the most.</summary>
    public const int MaxReportedWaits = 20;

    /// <summary>How often attempts failed, by host, for the levels of their log lines.</summary>
    public HostFailures RetriesByHost { get; } = new();

    /// <summary>How often downloads failed for good, by host, for the levels of their log lines.</summary>
    public HostFailures EndsByHost { get; } = new();

    public ValidationRequest ValidationRequest(string? declaredType, string url) =>
        Judging with { DeclaredType = declaredType, UrlExtension = ExtensionOf(url) };

    private static string? ExtensionOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) ? Path.GetExtension(uri.AbsolutePath) : null;
}
