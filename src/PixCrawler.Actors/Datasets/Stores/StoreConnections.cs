using PixCrawler.Contracts.Errors;
using PixCrawler.Datasets.Stores;
using PixCrawler.Datasets.Stores.Azure;
using PixCrawler.Datasets.Stores.S3;
using PixCrawler.Domain.Failures;
using PixCrawler.Net.Http;
using PixCrawler.Net.Resilience;

namespace PixCrawler.Actors.Datasets.Stores;

/// <summary>
/// Opens stores: each of their calls is one call in the <c>upload</c> pipeline (failure-semantics B1), and each request leaves through
/// the guarded client, so that a store in one's own network needs that network to be allowed.
/// </summary>
internal sealed class StoreConnections(StoreOptions options, GuardedHttp http, ResiliencePipelines pipelines, TimeProvider time)
    : IOutsideCalls, IDisposable
{
    /// <summary>Opens the store that a target names; nothing is sent.</summary>
    /// <exception cref="InvalidInputException">Target or credentials are not usable; the message says what to do.</exception>
    public StoreConnection Open(string target)
    {
        var place = StoreTarget.Parse(target);
        var connection = new StoreConnection(place.IsS3 ? OpenS3(place) : OpenAzure(place), place.Prefix);
        try
        {
            // A link is made without asking anyone, and needs a good key and good credentials.
            connection.Store.Link(place.Prefix + "any", TimeSpan.FromSeconds(1));
            return connection;
        }
        catch (ArgumentException)
        {
            connection.Dispose();
            throw new InvalidInputException(
                "store-target-invalid", "The store's address is not usable: its prefix must be a plain path, without .. and control characters.");
        }
    }

    ValueTask<T> IOutsideCalls.RunAsync<T>(
        string key, Func<Func<ErrorAnswer, CrawlException>, CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken) =>
        pipelines.ExecuteAsync(
            new OutsideCall(ResiliencePipelines.Upload, key), (attempt, token) => call(attempt.ErrorOf, token), cancellationToken);

    public void Dispose() => http.Dispose();

    private S3Store OpenS3(StoreTarget place)
    {
        if (string.IsNullOrEmpty(options.AccessKeyId) || string.IsNullOrEmpty(options.SecretAccessKey))
            throw Missing("Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to put exports into S3.");
        return new S3Store(
            new S3StoreOptions(place.Container, options.AccessKeyId, options.SecretAccessKey)
            {
                SessionToken = options.SessionToken,
                Region = place.Region ?? options.Region,
                Endpoint = place.Endpoint ?? (options.S3Endpoint is { } endpoint ? StoreTarget.EndpointOf(endpoint) : null),
            },
            http.SendAsync, this, time);
    }

    private AzureBlobStore OpenAzure(StoreTarget place)
    {
        var settings = AzureAccount.Parse(options.AzureConnectionString)
            ?? throw Missing("Set AZURE_STORAGE_CONNECTION_STRING, with AccountName and AccountKey, to put exports into Azure.");
        try
        {
            return new AzureBlobStore(
                new AzureBlobOptions(settings.Name, settings.Key, place.Container) { Endpoint = place.Endpoint ?? settings.Endpoint },
                http.SendAsync, this, time);
        }
        catch (FormatException)
        {
            throw Missing("The AccountKey in AZURE_STORAGE_CONNECTION_STRING is not base64: copy it again from the portal.");
        }
    }

    private static InvalidInputException Missing(string advice) => new("store-credentials-missing", advice);
}
