using System.Security.Cryptography;
using PixCrawler.Actors.Validation;
using PixCrawler.Contracts.Operations;
using PixCrawler.Datasets.Manifests;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Validation;

namespace PixCrawler.Actors.Checks;

/// <summary>What came of looking at one file.</summary>
/// <param name="Damage">What is wrong with it; null for nothing.</param>
/// <param name="Sha256">The hash of its bytes; null where they could not be read.</param>
/// <param name="Validation">What the validator said; null where it was not asked.</param>
internal sealed record Looked(DamagedFile? Damage, string? Sha256 = null, ImageValidation? Validation = null);

/// <summary>Looks at one file: its bytes against what a manifest says, and the image in them at a level.</summary>
internal sealed class ImageLook(string folder, IImageValidator? validator, ValidationRequest? request)
{
    public async Task<Looked> LookAsync(FolderImage image, CancellationToken cancellationToken)
    {
        var file = new FileInfo(Path.Combine(folder, image.Name));
        try
        {
            if (image.Expected is { } named && ManifestReader.FileOf(named) is null)
                return Damaged("name-invalid", "the manifest names an image that cannot be one of ours");
            if (!file.Exists)
                return Damaged("missing", "the file is not there");
            if (image.Expected is { } expected && file.Length != expected.Bytes)
                return Damaged("bytes-differ", $"{file.Length:N0} bytes, the manifest says {expected.Bytes:N0}");
            if (file.Length > (request?.Limits ?? InspectionLimits.Default).MaxBytes)
                return Damaged(RejectionReasons.TooManyBytes, $"{file.Length:N0} bytes, limit {(request?.Limits ?? InspectionLimits.Default).MaxBytes:N0}");
            var bytes = await ReadAsync(file, cancellationToken);
            var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
            if (image.Expected is { } known && known.Sha256 != hash)
                return Damaged("bytes-differ", $"the bytes' hash is {hash}");
            if (validator is null)
                return new Looked(null, hash);
            var validation = await validator.ValidateAsync(bytes, request! with { UrlExtension = file.Extension }, cancellationToken);
            var damage = validation.Verdict.IsAccepted ? null : new DamagedFile(image.Name, validation.Verdict.Reason!, validation.Verdict.Detail ?? "");
            return new Looked(damage, hash, validation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Damaged("unreadable", error.Message);
        }

        Looked Damaged(string reason, string detail) => new(new DamagedFile(image.Name, reason, detail));
    }

    // Pipes and devices have no length, and opening one may block for ever: what has no length is not opened.
    private static async Task<byte[]> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        var bytes = new byte[file.Length];
        if (bytes.Length == 0)
            return bytes;
        await using var stream = new FileStream(
            file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, useAsync: true);
        return bytes[..await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken)];
    }
}
