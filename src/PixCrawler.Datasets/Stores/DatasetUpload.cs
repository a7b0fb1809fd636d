using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Errors;
using PixCrawler.Datasets.Exports.Archives;

namespace PixCrawler.Datasets.Stores;

/// <summary>How far an upload is.</summary>
/// <param name="Files">Files that are in the store.</param>
/// <param name="Bytes">Bytes sent.</param>
/// <param name="Skipped">Files that were there already.</param>
/// <param name="TotalFiles">Files there are.</param>
public readonly record struct UploadProgress(long Files, long Bytes, long Skipped, long TotalFiles);

/// <summary>
/// Puts an export into a store, file by file as its checksums list them, and the list last: where that is, all is. What is there with
/// the same hash is not sent again, so an upload that was stopped is gone on with by calling again.
/// </summary>
public static class DatasetUpload
{
    /// <summary>Uploads.</summary>
    /// <param name="exportFolder">The output folder of a finished export.</param>
    /// <param name="store">The store.</param>
    /// <param name="prefix">What the keys begin with, with <c>/</c> at its end; empty for none.</param>
    /// <param name="tier">The tier of all objects.</param>
    /// <param name="progress">Told after each file and part.</param>
    /// <param name="cancellationToken">Stops; what is whole stays.</param>
    /// <returns>What was sent and what was there.</returns>
    /// <exception cref="InvalidInputException">There is no finished export in the folder.</exception>
    public static async Task<UploadProgress> RunAsync(
        string exportFolder,
        IObjectStore store,
        string prefix,
        StorageTier tier,
        IProgress<UploadProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var sums = SumsOf(exportFolder);
        var done = new UploadProgress(0, 0, 0, ChecksumFile.Read(sums).LongCount() + 1);
        foreach (var sum in ChecksumFile.Read(sums).Append(new Checksum(HashOf(sums), Path.GetFileName(sums))))
        {
            var key = prefix + sum.Name;
            var file = new FileInfo(Path.Combine(exportFolder, sum.Name));
            if (await store.FindAsync(key, cancellationToken) is { } there && there.Sha256 == sum.Sha256 && there.Bytes == file.Length)
            {
                done = done with { Files = done.Files + 1, Skipped = done.Skipped + 1 };
                progress?.Report(done);
                continue;
            }

            await using var content = file.OpenRead();
            var sentBefore = done.Bytes;
            await store.PutAsync(key, content, new PutOptions(sum.Sha256, TypeOf(sum.Name), tier), new Sent(Tell), cancellationToken);
            done = done with { Files = done.Files + 1, Bytes = sentBefore + file.Length };
            progress?.Report(done);

            void Tell(long bytes) => progress?.Report(done with { Bytes = sentBefore + bytes });
        }

        return done;
    }

    private static string SumsOf(string folder)
    {
        var sums = Path.Combine(folder, ChecksumFile.Name);
        if (File.Exists(sums))
            return sums;
        var archives = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.sha256") : [];
        return archives.Length == 1
            ? archives[0]
            : throw new InvalidInputException("export-missing", $"There is no finished export in '{folder}': export the dataset there first.");
    }

    private static string HashOf(string path)
    {
        using var content = File.OpenRead(path);
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".jpg" => "image/jpeg",
        ".png" => "image/png",
        ".gif" => "image/gif",
        ".webp" => "image/webp",
        ".json" => "application/json",
        ".jsonl" => "application/jsonlines",
        ".csv" => "text/csv",
        ".txt" => "text/plain",
        ".md" => "text/markdown",
        ".zip" => "application/zip",
        ".tar" => "application/x-tar",
        ".zst" => "application/zstd",
        _ => "application/octet-stream",
    };

    // Progress<T> would tell on another thread, later.
    private sealed class Sent(Action<long> tell) : IProgress<long>
    {
        public void Report(long value) => tell(value);
    }
}
