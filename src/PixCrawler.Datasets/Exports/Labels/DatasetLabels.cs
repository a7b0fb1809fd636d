using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Operations;
using PixCrawler.Datasets.Exports.Archives;
using PixCrawler.Datasets.Exports.Layouts;
using PixCrawler.Datasets.Exports.Samples;
using PixCrawler.Datasets.Files;
using PixCrawler.Datasets.Manifests;

namespace PixCrawler.Datasets.Exports.Labels;

/// <summary>Writes label files into a dataset's own folder, below <c>labels/</c>: one per image and format, and the tables of the whole.</summary>
public static class DatasetLabels
{
    private const string Folder = "labels";

    /// <summary>Writes the labels; what an earlier call wrote is replaced as a whole.</summary>
    /// <param name="datasetFolder">The dataset's folder.</param>
    /// <param name="formats">The formats, at least one.</param>
    /// <param name="cancellationToken">Gives up; what was there stays.</param>
    /// <returns>How many images were labelled.</returns>
    /// <exception cref="InvalidInputException">There is no dataset; the message says what to do.</exception>
    /// <exception cref="InfrastructureException">The disk is full or failing.</exception>
    public static Task<long> WriteAsync(string datasetFolder, IReadOnlyList<LabelFormat> formats, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(formats);
        if (!ManifestReader.IsDataset(datasetFolder))
        {
            throw new InvalidInputException(
                "dataset-missing", $"There is no dataset in '{datasetFolder}': name a folder that pixcrawl wrote.");
        }

        return Task.Run(() => RunAsync(Path.GetFullPath(datasetFolder), formats, cancellationToken), cancellationToken);
    }

    private static async Task<long> RunAsync(string dataset, IReadOnlyList<LabelFormat> formats, CancellationToken cancellationToken)
    {
        var work = Path.Combine(new FolderLayout(dataset).Temporary, Folder);
        try
        {
            Delete(work);
            var output = Path.Combine(work, "out");
            Directory.CreateDirectory(Path.Combine(output, Folder));
            var options = new ExportOptions { Name = Path.GetFileName(dataset), Labels = formats };
            var index = await SampleIndex.BuildAsync(
                new ExportRequest(dataset, output, options), Path.Combine(work, "index"), progress: null, cancellationToken);
            await FillAsync(index, options, work, output, cancellationToken);
            Delete(Path.Combine(dataset, Folder));
            Directory.Move(Path.Combine(output, Folder), Path.Combine(dataset, Folder));
            Delete(work);
            return index.Samples;
        }
        catch (Exception error) when (DiskErrors.IsDiskError(error))
        {
            throw DiskErrors.ToInfrastructure(error, dataset);
        }
    }

    private static async Task FillAsync(
        SampleIndex index, ExportOptions options, string work, string output, CancellationToken cancellationToken)
    {
        var temporary = Directory.CreateDirectory(Path.Combine(work, "files")).FullName;
        using var spools = new Spools(Path.Combine(work, "spools"));
        using var sums = new ChecksumFile(Path.Combine(work, "sums"));
        using var sink = new FolderSink(output, new AtomicFiles(temporary, flush: false), sums);
        var labels = new LabelFiles(new ExportContext(options, index, new SampleTable(index), spools));
        await foreach (var sample in index.ReadAsync(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            labels.Add(sample, sample.Source(), sink);
        }

        labels.Finish(sink);
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
