using System.Security.Cryptography;
using System.Text;
using PixCrawler.Actors.Validation;
using PixCrawler.Contracts.Validation;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Validation;

namespace PixCrawler.Actors.Tests.World;

/// <summary>Accepts every image, but for those a test has a word about.</summary>
internal sealed class FakeValidators : IImageValidatorFactory, IImageValidator
{
    /// <summary>Judges by the image's text (its URL); may throw.</summary>
    public Func<string, ImageVerdict> Judge { get; set; } = _ => ImageVerdict.Accepted;

    public Exception? CreateError { get; set; }

    public IImageValidator Create(ValidationLevel level) => CreateError is null ? this : throw CreateError;

    public Task<ImageValidation> ValidateAsync(
        ReadOnlyMemory<byte> bytes, ValidationRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult(new ImageValidation(
                Judge(Encoding.UTF8.GetString(bytes.Span)),
                new ImageInspection
                {
                    Verdict = ImageVerdict.Accepted,
                    Format = ImageFormat.Png,
                    Width = 4,
                    Height = 3,
                    FrameCount = 1,
                },
                TypeAgreement.Compare(ImageFormat.Png, request.DeclaredType, request.UrlExtension),
                Convert.ToHexStringLower(SHA256.HashData(bytes.Span)),
                Decoded: null));
        }
        catch (Exception error)
        {
            return Task.FromException<ImageValidation>(error);
        }
    }

    public void Dispose()
    {
    }
}
