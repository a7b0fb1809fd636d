using System.Security.Cryptography;
using System.Text;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Errors;
using PixCrawler.Datasets.Exports.Archives;
using PixCrawler.Datasets.Exports.Samples;
using PixCrawler.Datasets.Files;
using PixCrawler.Datasets.Manifests;

namespace PixCrawler.Datasets.Exports;

/// <summary>
/// Exports a dataset in a layout that other tools load. It works on what the manifests say, so on unfinished datasets too, reads the
/// dataset as it streams by, and writes the same bytes whenever the dataset and the options are the same. A run that was stopped is
/// gone on with by a second call: files and archives that are whole are kept.
/// </summary>
/// <param name="zstandard">Compresses <see cref="ExportCompression.TarZst"/>.</param>
public sealed class DatasetExporter(IZstandard zstandard)
{
    /// <summary>The format of exports; part of the fingerprint, so that a program with another one does not go on with an old export.</summary>
    private const string Format = "1";

    /// <summary>Exports.</summary>
    /// <param name="request">What, where to and how.</param>
    /// <param name="progress">Told of every 64th image; called on the exporting thread.</param>
    /// <param name="cancellationToken">Stops between two files; what is whole stays, what is not is deleted by the next run.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="InvalidInputException">The options or folders are not usable; the message says what to do.</exception>
    /// <exception cref="InfrastructureException">The disk is full, failing, or does not give back what was written.</exception>
    public Task<ExportResult> ExportAsync(
        ExportRequest request, IProgress<ExportProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Options.ThrowIfInvalid();
        if (!ManifestReader.IsDataset(request.DatasetFolder))
        {
            throw new InvalidInputException(
                "dataset-missing", $"There is no dataset in '{request.DatasetFolder}': name a folder that pixcrawl wrote.");
        }

        return Task.Run(() => RunAsync(request, progress, cancellationToken), cancellationToken);
    }

    private async Task<ExportResult> RunAsync(
        ExportRequest request, IProgress<ExportProgress>? progress, CancellationToken cancellationToken)
    {
        try
        {
            var fingerprint = Fingerprint(request.Options);
            var work = WorkFolder.Open(request.OutputFolder, fingerprint);
            if (request is { GroupOf: null, Options.Split: not null })
                request = request with { GroupOf = (await DuplicateGroups.ReadAsync(request.DatasetFolder, cancellationToken)).Of };
            var index = await SampleIndex.BuildAsync(request, work.Index, progress, cancellationToken);
            var run = new ExportRun(request, work, index, zstandard, Hash(fingerprint + index.Digest), progress, cancellationToken);
            var result = await run.RunAsync();
            work.Clean();
            return result;
        }
        catch (Exception error) when (DiskErrors.IsDiskError(error) || error is InvalidDataException)
        {
            throw DiskErrors.ToInfrastructure(error, request.OutputFolder);
        }
    }

    private static string Fingerprint(ExportOptions options) => Hash(string.Join('\n',
    [
        Format, options.Name, $"{options.Layout}", $"{options.Compression}", $"{options.ZstdLevel}", $"{options.MaxSamplesPerShard}",
        $"{options.MaxBytesPerShard}", $"{options.Split}", string.Join(',', options.Labels), $"{options.CaptionFiles}",
        string.Join('\0', options.LabelColumns), $"{options.License}", $"{options.Description}",
    ]));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
