using PixCrawler.Actors.Datasets.Stores;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Datasets.Exports;
using PixCrawler.Datasets.Stores;

namespace PixCrawler.Actors.Datasets;

/// <summary>Exports into a folder, and from there into a store where one is named; the folder is a private one then, and deleted in the end.</summary>
internal sealed class DatasetExports(DatasetExporter exporter, StoreConnections stores, TimeProvider time) : IDatasetExports
{
    private static readonly TimeSpan MaxLinkLifetime = TimeSpan.FromDays(7);

    public IReadOnlyList<FieldError> Check(ExportSpecification specification, string datasetName)
    {
        var errors = OptionsOf(specification, datasetName).Validate();
        if (!Enum.IsDefined(specification.Tier))
            errors = [.. errors, new FieldError(nameof(specification.Tier), "is not a known tier")];
        if (specification.Target is { } target && string.IsNullOrWhiteSpace(target))
            errors = [.. errors, new FieldError(nameof(specification.Target), "name a folder or a store")];
        if (!StoreTarget.IsStore(specification.Target))
            return errors;
        try
        {
            stores.Open(specification.Target!).Dispose();
            return errors;
        }
        catch (InvalidInputException error)
        {
            return [.. errors, new FieldError(nameof(specification.Target), error.Message)];
        }
    }

    public async Task<ExportSummary> RunAsync(
        ExportOrder order, string datasetFolder, IProgress<ExportProgress> progress, CancellationToken cancellationToken)
    {
        var specification = order.Specification;
        if (!StoreTarget.IsStore(specification.Target))
        {
            var folder = specification.Target ?? Path.Combine(datasetFolder, "exports", order.Name);
            return SummaryOf(folder, await ExportAsync(order, datasetFolder, folder, progress, cancellationToken));
        }

        var staging = Path.Combine(datasetFolder, ".pixcrawl", "exports", order.Name);
        var result = await ExportToStagingAsync(order, datasetFolder, staging, progress, cancellationToken);
        using var connection = stores.Open(specification.Target!);
        if (order.Run > 1)
            await TidyUpAsync(connection, cancellationToken);
        var sent = await DatasetUpload.RunAsync(
            staging, connection.Store, connection.Prefix, specification.Tier, new Uploading(progress), cancellationToken);
        Directory.Delete(staging, recursive: true);
        return SummaryOf(specification.Target!, result) with { UploadedFiles = sent.Files, SkippedFiles = sent.Skipped, UploadedBytes = sent.Bytes };
    }

    public IReadOnlyList<ExportLink> LinksTo(ExportSpecification specification, ExportSummary result, TimeSpan lifetime)
    {
        if (!StoreTarget.IsStore(specification.Target))
            throw new InvalidInputException("links-of-folder", "There are links to stores only: this export lies in a folder.");
        if (lifetime < TimeSpan.FromSeconds(1) || lifetime > MaxLinkLifetime)
            throw new InvalidInputException("link-lifetime", "A link works for 1 second to 7 days.");
        using var connection = stores.Open(specification.Target!);
        var expires = time.GetUtcNow() + lifetime;
        var isPacked = specification.Compression != ExportCompression.None;
        var sums = isPacked ? [.. result.Archives.Select(archive => archive.Name + ".sha256")] : new[] { "SHA256SUMS" };
        return
        [
            .. result.Archives.Select(archive => archive.Name).Concat(sums)
                .Select(file => new ExportLink(file, connection.Store.Link(connection.Prefix + file, lifetime)!, expires)),
        ];
    }

    // What an earlier run left costs money and nothing else: a service that cannot name it does not hold up the export.
    private static async Task TidyUpAsync(StoreConnection connection, CancellationToken cancellationToken)
    {
        // Without a prefix, uploads under way in the bucket may be somebody else's.
        if (connection.Prefix.Length == 0)
            return;
        try
        {
            await connection.Store.RemoveAbortedAsync(connection.Prefix, cancellationToken);
        }
        catch (PermanentException)
        {
            // The upload itself says what is wrong, if anything is.
        }
    }

    // Nobody but exports of this name writes there: what another specification left is of no use.
    private async Task<ExportResult> ExportToStagingAsync(
        ExportOrder order, string datasetFolder, string staging, IProgress<ExportProgress> progress, CancellationToken cancellationToken)
    {
        try
        {
            return await ExportAsync(order, datasetFolder, staging, progress, cancellationToken);
        }
        catch (InvalidInputException error) when (error.Reason == "export-folder-differs")
        {
            Directory.Delete(staging, recursive: true);
            return await ExportAsync(order, datasetFolder, staging, progress, cancellationToken);
        }
    }

    private Task<ExportResult> ExportAsync(
        ExportOrder order, string datasetFolder, string folder, IProgress<ExportProgress> progress, CancellationToken cancellationToken) =>
        exporter.ExportAsync(
            new ExportRequest(datasetFolder, folder, OptionsOf(order.Specification, order.DatasetName)), progress, cancellationToken);

    private static ExportOptions OptionsOf(ExportSpecification specification, string datasetName) => new()
    {
        Name = datasetName,
        Layout = specification.Layout,
        Compression = specification.Compression,
        ZstdLevel = specification.ZstdLevel,
        Labels = specification.Labels,
        Split = specification.Split is { } split ? new SplitOptions(split.Train, split.Val, split.Test, split.Seed) : null,
    };

    private static ExportSummary SummaryOf(string location, ExportResult result) => new(location)
    {
        Samples = result.Samples,
        SampleBytes = result.SampleBytes,
        Splits = result.Splits.ToDictionary(split => split.Key.ToString().ToLowerInvariant(), split => split.Value),
        Categories = result.Categories,
        LeftOut = result.LeftOut,
        Archives = result.Archives,
    };

    private sealed class Uploading(IProgress<ExportProgress> progress) : IProgress<UploadProgress>
    {
        public void Report(UploadProgress value) =>
            progress.Report(new ExportProgress(ExportStage.Uploading, value.Files, value.TotalFiles, value.Bytes, 0));
    }
}
