using PixCrawler.Contracts.Errors;
using PixCrawler.Datasets.Files;
using PixCrawler.Datasets.Manifests;

namespace PixCrawler.Datasets.Reports.Html;

/// <summary>
/// Writes <c>report.html</c> into a dataset's folder: how the job ended, in pictures. The file needs nothing but itself, runs no script and
/// asks no server for anything. The same summary over the same manifests and thumbnails gives the same bytes.
/// </summary>
/// <param name="find">
/// Finds what makes the small pictures, where there are images to show; without one, some kept images themselves are shown from the folder.
/// </param>
public sealed class HtmlReport(Func<IThumbnailer?>? find = null)
{
    /// <summary>The file's name.</summary>
    public const string FileName = "report.html";

    private const int MaxThumbnailBytes = 64 * 1024;

    /// <summary>Writes the report.</summary>
    /// <param name="datasetFolder">The dataset's folder.</param>
    /// <param name="summary">How the job ended.</param>
    /// <param name="cancellationToken">Gives up; an earlier report stays.</param>
    /// <returns>A task that ends when the report is on the disk.</returns>
    /// <exception cref="InfrastructureException">A manifest is damaged, or the disk is full or failing (kind: disk).</exception>
    public async Task WriteAsync(string datasetFolder, DatasetSummary summary, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var layout = new FolderLayout(Path.GetFullPath(datasetFolder));
        var rejects = RejectSamples.Find(layout.Rejects);
        var figures = new HtmlFigures(row => rejects.ContainsKey(SlotOf(row)));
        await foreach (var row in ManifestReader.ReadAsync(datasetFolder, cancellationToken))
            figures.Add(row);
        var page = new HtmlPage(summary, figures, await PicturesAsync(layout.Root, figures, rejects, cancellationToken)).ToUtf8();
        try
        {
            Directory.CreateDirectory(layout.Temporary);
            new AtomicFiles(layout.Temporary).Write(Path.Combine(layout.Root, FileName), page);
        }
        catch (Exception error) when (DiskErrors.IsDiskError(error))
        {
            throw DiskErrors.ToInfrastructure(error, layout.Root);
        }
    }

    private async Task<IReadOnlyDictionary<ManifestRow, string>> PicturesAsync(
        string folder, HtmlFigures figures, Dictionary<(int Chunk, int Slot), string> rejects, CancellationToken cancellationToken)
    {
        var pictures = new Dictionary<ManifestRow, string>(ReferenceEqualityComparer.Instance);
        ManifestRow[] rows = [.. figures.Kept, .. figures.Rejects.Values.SelectMany(rejected => rejected)];
        var thumbnailer = figures.Kept.Any() || rejects.Count > 0 ? find?.Invoke() : null;
        foreach (var row in rows)
        {
            var name = row.Entry.Settlement.Image is { } image ? ManifestReader.FileOf(image) : null;
            var file = name is null ? rejects.GetValueOrDefault(SlotOf(row)) : Path.Combine(folder, name);
            var picture = thumbnailer is null || file is null ? null : await PictureAsync(thumbnailer, file, cancellationToken);
            // Some formats are for browsers alone (BMP); what was rejected is never shown as it is.
            if ((picture ?? name) is { } address)
                pictures.Add(row, address);
        }

        return pictures;
    }

    private static (int Chunk, int Slot) SlotOf(ManifestRow row) => (row.Chunk, row.Entry.Settlement.Slot);

    private static async ValueTask<string?> PictureAsync(IThumbnailer thumbnailer, string file, CancellationToken cancellationToken)
    {
        if (await thumbnailer.ThumbnailAsync(file, cancellationToken) is not { Length: > 0 and <= MaxThumbnailBytes } thumbnail)
            return null;
        return TypeOf(thumbnail.Span) is { } type ? $"data:{type};base64,{Convert.ToBase64String(thumbnail.Span)}" : null;
    }

    // By the first bytes; anything else, SVG above all, stays out of the page.
    private static string? TypeOf(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "image/png",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        _ => null,
    };
}
