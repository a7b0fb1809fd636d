using System.Globalization;
using System.Security.Cryptography;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Operations;
using PixCrawler.Datasets.Manifests;

namespace PixCrawler.Actors.Operations.Bodies;

/// <summary>
/// Reads every image of a dataset and holds it against its manifests. An image's name is the hash of the bytes that were judged when
/// it was kept, so equal bytes need no second judgement.
/// </summary>
internal sealed class CheckIntegrityBody : IOperationBody<CheckIntegrity>
{
    public async Task<OperationResult> RunAsync(CheckIntegrity command, CancellationToken cancellationToken)
    {
        if (!ManifestReader.IsDataset(command.DatasetFolder))
        {
            throw new InvalidInputException(
                "dataset-not-found", $"There is no dataset in '{command.DatasetFolder}': name the output folder of a job.");
        }

        // 16 bytes of each hash are enough to tell images apart, and keep a million of them in a few dozen megabytes.
        var seen = new HashSet<UInt128>();
        var named = new List<DamagedFile>();
        var (valid, damaged) = (0, 0);
        await foreach (var row in ManifestReader.ReadAsync(command.DatasetFolder, cancellationToken))
        {
            if (row.Entry.Settlement is not { Status: SettlementStatus.Kept, Image: { } image })
                continue;
            if (ManifestReader.FileOf(image) is not { } file)
                Add(new DamagedFile(image.Sha256, "name-invalid", "the manifest names an image that cannot be one of ours"));
            else if (!seen.Add(UInt128.Parse(image.Sha256.AsSpan(0, 32), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)))
                continue;
            else if (await FindDamageAsync(command.DatasetFolder, file, image, cancellationToken) is { } damage)
                Add(damage);
            else
                valid++;
        }

        return new IntegrityChecked(valid + damaged, valid, damaged, named);

        void Add(DamagedFile damage)
        {
            damaged++;
            if (named.Count < command.MaxNamed)
                named.Add(damage);
        }
    }

    private static async Task<DamagedFile?> FindDamageAsync(
        string folder, string name, StoredImage image, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, name);
        try
        {
            if (!File.Exists(path))
                return new DamagedFile(name, "missing", "the file is not there");
            var length = new FileInfo(path).Length;
            if (length != image.Bytes)
                return new DamagedFile(name, "bytes-differ", $"{length:N0} bytes, the manifest says {image.Bytes:N0}");
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 81_920, useAsync: true);
            var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
            return hash == image.Sha256 ? null : new DamagedFile(name, "bytes-differ", $"the bytes' hash is {hash}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new DamagedFile(name, "unreadable", error.Message);
        }
    }
}
