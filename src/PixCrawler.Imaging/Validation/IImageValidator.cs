namespace PixCrawler.Imaging.Validation;

/// <summary>Decides whether downloaded bytes are an image that may enter a dataset.</summary>
public interface IImageValidator : IDisposable
{
    /// <summary>Validates one image. A bad image is a verdict, never an exception.</summary>
    /// <param name="bytes">The whole file. It is not copied, so it must not change until the task has ended.</param>
    /// <param name="request">Level, limits, and what the server and the URL say.</param>
    /// <param name="cancellationToken">Ends a waiting or running decode. Level Fast runs through on the caller's thread.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ArgumentException">The level is above the one this validator was created for.</exception>
    Task<ImageValidation> ValidateAsync(ReadOnlyMemory<byte> bytes, ValidationRequest request, CancellationToken cancellationToken);
}
