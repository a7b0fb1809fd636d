using PixCrawler.Actors.Validation;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Operations;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Validation;

namespace PixCrawler.Actors.Operations.Bodies;

/// <summary>Validates one image file. A bad image is a result, a path that is no readable file a permanent failure.</summary>
internal sealed class ValidateImageFileBody(IImageValidatorFactory validators) : IOperationBody<ValidateImageFile>
{
    public async Task<OperationResult> RunAsync(ValidateImageFile command, CancellationToken cancellationToken)
    {
        var limits = InspectionLimits.Default;
        var file = new FileInfo(command.Path);
        if (!file.Exists)
            throw new InvalidInputException("image-not-found", $"There is no file '{command.Path}': check the path.");
        if (file.Length > limits.MaxBytes)
        {
            return new ImageFileValidated(
                false, RejectionReasons.TooManyBytes, $"{file.Length:N0} bytes, limit {limits.MaxBytes:N0}")
            {
                Level = command.Level,
                Bytes = file.Length,
            };
        }

        var bytes = await ReadAsync(file, cancellationToken);
        var request = new ValidationRequest(command.Level, limits, UrlExtension: file.Extension);
        using var validator = validators.Create(request);
        var validation = await validator.ValidateAsync(bytes, request, cancellationToken);
        var image = validation.Inspection;
        return new ImageFileValidated(validation.Verdict.IsAccepted, validation.Verdict.Reason, validation.Verdict.Detail)
        {
            Level = command.Level,
            Format = image.Format.IsSupported() ? image.Format.FileExtension() : null,
            WidthPixels = image.Width,
            HeightPixels = image.Height,
            Bytes = bytes.Length,
            Sha256 = validation.Sha256,
        };
    }

    // Pipes and devices have no length, and opening one may block for ever: what has no length is not opened.
    private static async Task<byte[]> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        var bytes = new byte[file.Length];
        if (bytes.Length == 0)
            return bytes;
        try
        {
            await using var stream = new FileStream(
                file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, useAsync: true);
            var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
            return bytes[..length];
        }
        catch (Exception error) when (error is UnauthorizedAccessException or FileNotFoundException)
        {
            throw new InvalidInputException(
                "image-unreadable", $"'{file.FullName}' cannot be read: give this user the right to. ({error.Message})", error);
        }
    }
}
