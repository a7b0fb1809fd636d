using PixCrawler.Actors.Validation;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Sources;
using PixCrawler.Datasets;
using PixCrawler.Domain.Failures;
using PixCrawler.Imaging.Validation;
using PixCrawler.Net.Http;

namespace PixCrawler.Actors.Jobs;

/// <summary>Everything a job needs from this machine is there.</summary>
/// <param name="Specification">What the job is to do.</param>
/// <param name="Folder">Where its dataset goes.</param>
/// <param name="Validator">What judges its images.</param>
/// <param name="Judging">What each image is judged by and made into.</param>
internal sealed record Prepared(
    JobSpecification Specification, IDatasetFolder Folder, IImageValidator Validator, ValidationRequest Judging);

/// <summary>Finds out, before a job is accepted, whether this machine can carry it out.</summary>
internal static class JobPreparation
{
    /// <summary>
    /// Tries the lists, asks for a contact where the crawl leaves the private network, tries what is wanted of images, the decoder and
    /// the folder, in this order, so that a refused job leaves nothing behind.
    /// </summary>
    /// <exception cref="InvalidInputException">Something is missing; the message says what to do.</exception>
    public static async Task<Prepared> PrepareAsync(
        JobSpecification specification, JobServices services, CancellationToken cancellationToken)
    {
        foreach (var source in specification.Sources.Where(source => source.Path != "-"))
            await ProbeAsync(source, services, cancellationToken);
        // With allowed networks, those of the list's URLs that lead elsewhere are refused one by one where they are connected to.
        if (services.Options is { Http.Contact: null, Access.AllowedNetworks.Count: 0 })
            throw new InvalidInputException(FailureReasons.ContactMissing, HttpOptions.ContactMissingMessage);
        specification = specification.WithDefaults();
        var judging = ImageRequirements.Of(specification);
        var validator = services.Validators.Create(judging);
        var folder = await services.Store.CreateAsync(specification.OutputFolder, cancellationToken);
        return new Prepared(specification, folder, validator, judging);
    }

    /// <summary>
    /// Takes up a job again that was accepted in an earlier life of the process: its folder is opened, and what dead runs left half
    /// written in it is deleted.
    /// </summary>
    /// <exception cref="InvalidInputException">The decoder is missing on this machine.</exception>
    /// <exception cref="InfrastructureException">The folder is not there or cannot be read; it is worth another try.</exception>
    public static async Task<Prepared> ReopenAsync(
        JobSpecification specification, JobServices services, CancellationToken cancellationToken)
    {
        var judging = ImageRequirements.Of(specification);
        var validator = services.Validators.Create(judging);
        var folder = await services.Store.OpenAsync(specification.OutputFolder, cancellationToken);
        await folder.CollectTemporaryFilesAsync(cancellationToken);
        return new Prepared(specification, folder, validator, judging);
    }

    private static async Task ProbeAsync(UrlListSource source, JobServices services, CancellationToken cancellationToken)
    {
        await foreach (var _ in services.Lists.ReadAsync(source, cancellationToken))
            return;
    }
}
