using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Sources;
using PixCrawler.Datasets.Manifests;
using PixCrawler.Datasets.Reports;

namespace PixCrawler.Datasets;

/// <summary>
/// The output folder of one job (layout: docs/output.md). Every file in it is complete or absent, every write can be repeated and
/// leaves the same bytes, and all members may be called at the same time except where they say otherwise. All of them throw
/// <see cref="InfrastructureException"/> (kind: disk) where the disk is full, missing, failing or not writable.
/// </summary>
public interface IDatasetFolder
{
    /// <summary>The folder's absolute path.</summary>
    string Path { get; }

    /// <summary>Stores what a chunk is to fetch, before the chunk is begun.</summary>
    /// <param name="chunk">The chunk's number, from 0.</param>
    /// <param name="candidates">Its candidates; the index is the slot.</param>
    /// <param name="cancellationToken">Gives up before anything is written.</param>
    /// <returns>A task that ends when the plan is on the disk.</returns>
    ValueTask WritePlanAsync(int chunk, IReadOnlyList<Candidate> candidates, CancellationToken cancellationToken);

    /// <summary>Reads what a chunk is to fetch.</summary>
    /// <param name="chunk">The chunk's number, from 0.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its candidates, as they were written.</returns>
    ValueTask<IReadOnlyList<Candidate>> ReadPlanAsync(int chunk, CancellationToken cancellationToken);

    /// <summary>
    /// Stores an image under its hash. An image that is there with the same length is left alone. The write is done on the calling
    /// thread (measured to be the cheapest, docs/output.md), so call it from where a few milliseconds of blocking are fine.
    /// </summary>
    /// <param name="sha256">The hash of its bytes: 64 lower-case hexadecimal digits. The caller vouches for it.</param>
    /// <param name="extension">The file ending of its format: jpg, png, gif, webp, bmp, tif, avif, heic or ico.</param>
    /// <param name="bytes">The image.</param>
    /// <param name="cancellationToken">Gives up before anything is written.</param>
    /// <returns>A task that ends when the image is on the disk.</returns>
    /// <exception cref="ArgumentException">The hash or the ending is not one of ours; nothing from outside becomes a path.</exception>
    ValueTask StoreImageAsync(string sha256, string extension, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Stores the account of a chunk that has none yet, in one step: of two processes that do so, one is first.</summary>
    /// <param name="chunk">The chunk's number, from 0.</param>
    /// <param name="entries">Its slots.</param>
    /// <param name="cancellationToken">Gives up before anything is written.</param>
    /// <returns>Whether it is on the disk now; false where there was an account already, which stays as it is.</returns>
    ValueTask<bool> CreateManifestAsync(int chunk, IReadOnlyList<ManifestEntry> entries, CancellationToken cancellationToken);

    /// <summary>Stores the account of a chunk, one line per slot in the given order. Writing it again replaces it as a whole.</summary>
    /// <param name="chunk">The chunk's number, from 0.</param>
    /// <param name="entries">Its slots.</param>
    /// <param name="cancellationToken">Gives up before anything is written.</param>
    /// <returns>A task that ends when the manifest is on the disk.</returns>
    ValueTask WriteManifestAsync(int chunk, IReadOnlyList<ManifestEntry> entries, CancellationToken cancellationToken);

    /// <summary>Reads the account of a chunk back.</summary>
    /// <param name="chunk">The chunk's number, from 0.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its slots, secrets in URLs replaced; nothing where it has no account yet.</returns>
    ValueTask<IReadOnlyList<ManifestEntry>> ReadManifestAsync(int chunk, CancellationToken cancellationToken);

    /// <summary>Writes <c>duplicates.jsonl</c>: the images that are there twice. Writing it again replaces it as a whole.</summary>
    /// <param name="duplicates">They, in the order they are to stand in.</param>
    /// <param name="cancellationToken">Gives up before anything is written.</param>
    /// <returns>A task that ends when the file is on the disk.</returns>
    ValueTask WriteDuplicatesAsync(IReadOnlyList<DuplicateEntry> duplicates, CancellationToken cancellationToken);

    /// <summary>Reads <c>duplicates.jsonl</c> back.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What stands in it; nothing where there is none.</returns>
    ValueTask<IReadOnlyList<DuplicateEntry>> ReadDuplicatesAsync(CancellationToken cancellationToken);

    /// <summary>Takes an image out of the images folder; one that is not there any more is no error.</summary>
    /// <param name="sha256">The hash of its bytes.</param>
    /// <param name="extension">The file ending of its format.</param>
    /// <param name="toQuarantine">Whether it is moved to <c>quarantine/</c> and not deleted.</param>
    /// <param name="cancellationToken">Gives up before anything is done.</param>
    /// <returns>A task that ends when it is gone.</returns>
    /// <exception cref="ArgumentException">The hash or the ending is not one of ours.</exception>
    ValueTask DropImageAsync(string sha256, string extension, bool toQuarantine, CancellationToken cancellationToken);

    /// <summary>
    /// Adds to the list of rows without a URL. What stands in the list behind <paramref name="recordedBefore"/> rows is cut off first:
    /// it was written by a run that died before it could say so, and is written again now. One call at a time.
    /// </summary>
    /// <param name="recordedBefore">How many rows are accounted for so far (the job's own count).</param>
    /// <param name="rows">The rows to add.</param>
    /// <param name="cancellationToken">Gives up before anything is written.</param>
    /// <returns>A task that ends when the rows are on the disk.</returns>
    ValueTask AppendBadRowsAsync(long recordedBefore, IReadOnlyList<BadRow> rows, CancellationToken cancellationToken);

    /// <summary>Counts the images that lie in the folder.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many distinct images there are, and their bytes.</returns>
    ValueTask<DatasetFiles> CountFilesAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Puts the bytes of a rejected image aside for the report, a few of each reason. They are no part of the dataset, and what cannot be
    /// written is let go; a folder that writes no report does nothing.
    /// </summary>
    /// <param name="chunk">The chunk's number, from 0.</param>
    /// <param name="slot">The slot in it.</param>
    /// <param name="reason">The reason code.</param>
    /// <param name="bytes">The bytes, as they were fetched.</param>
    void KeepReject(int chunk, int slot, string reason, ReadOnlyMemory<byte> bytes)
    {
    }

    /// <summary>Writes <c>dataset.json</c>, <c>REPORT.md</c> and <c>report.html</c>. The same summary over the same manifests gives the same bytes.</summary>
    /// <param name="summary">How the job ended.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when all are on the disk.</returns>
    ValueTask WriteSummaryAsync(DatasetSummary summary, CancellationToken cancellationToken);

    /// <summary>Deletes what killed processes left in the temporary folder; files this process is writing are left alone.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many files were deleted.</returns>
    ValueTask<int> CollectTemporaryFilesAsync(CancellationToken cancellationToken);
}
