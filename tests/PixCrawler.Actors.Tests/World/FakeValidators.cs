using System.Security.Cryptography;
using System.Text;
using PixCrawler.Actors.Validation;
using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Pixels;
using PixCrawler.Imaging.Validation;

namespace PixCrawler.Actors.Tests.World;

/// <summary>Accepts every image, but for those a test has a word about.</summary>
internal sealed class FakeValidators : IImageValidatorFactory, IImageValidator
{
    /// <summary>Judges by the image's text (its URL); may throw.</summary>
    public Func<string, ImageVerdict> Judge { get; set; } = _ => ImageVerdict.Accepted;

    /// <summary>What an image looks like, by its text; null (the default) where nothing is known.</summary>
    public Func<string, PerceptualHashes?> Look { get; set; } = _ => null;

    /// <summary>How wide an image is, by its text.</summary>
    public Func<string, int> Width { get; set; } = _ => 4;

    public Exception? CreateError { get; set; }

    public IImageValidator Create(ValidationRequest request) => CreateError is null ? this : throw CreateError;

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
                    Width = Width(Encoding.UTF8.GetString(bytes.Span)),
                    Height = 3,
                    FrameCount = 1,
                },
                TypeAgreement.Compare(ImageFormat.Png, request.DeclaredType, request.UrlExtension),
                Convert.ToHexStringLower(SHA256.HashData(bytes.Span)),
                Look(Encoding.UTF8.GetString(bytes.Span)) is { } look && request.Hash
                    ? new DecodedImage(4, 3, 1, 3, false) { Hashes = look }
                    : null));
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
