using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PixCrawler.Actors.Datasets;
using PixCrawler.Actors.Datasets.Stores;
using PixCrawler.Actors.Validation;
using PixCrawler.Datasets;
using PixCrawler.Datasets.Exports;
using PixCrawler.Datasets.Exports.Archives;
using PixCrawler.Datasets.Reports.Html;
using PixCrawler.Net.Dns;
using PixCrawler.Net.Http;
using PixCrawler.Net.Resilience;

namespace PixCrawler.Actors.Hosting;

/// <summary>What jobs put their images into, and what becomes of them after.</summary>
internal static class DatasetHosting
{
    public static void AddDatasets(this IServiceCollection services, PixCrawlerOptions options)
    {
        services.TryAddSingleton<ImageValidatorFactory>();
        services.TryAddSingleton<IImageValidatorFactory>(provider => provider.GetRequiredService<ImageValidatorFactory>());
        services.TryAddSingleton<Func<IThumbnailer?>>(provider =>
            () => provider.GetRequiredService<ImageValidatorFactory>().FindDecoder() is { } decoder ? new DecoderThumbnailer(decoder) : null);
        services.TryAddSingleton(provider => new DatasetStore(provider.GetRequiredService<Func<IThumbnailer?>>()));
        services.TryAddSingleton<IDatasetStore>(provider => provider.GetRequiredService<DatasetStore>());
        services.TryAddSingleton<IZstandard, LibZstd>();
        services.TryAddSingleton<DatasetExporter>();
        services.TryAddSingleton(provider => new StoreConnections(
            options.Stores,
            GuardedHttp.ForServices(
                options.Http,
                options.Access,
                provider.GetRequiredService<CachingAddressResolver>(),
                provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<ResiliencePipelines>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IDatasetExports, DatasetExports>();
    }
}
