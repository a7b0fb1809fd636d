using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Validation;
using PixCrawler.Imaging.Validation;

namespace PixCrawler.Actors.Validation;

/// <summary>Makes what judges a job's images.</summary>
internal interface IImageValidatorFactory
{
    /// <summary>Makes a validator for levels up to one.</summary>
    /// <exception cref="InvalidInputException">The level needs a decoder that is not there; the message says what to install.</exception>
    IImageValidator Create(ValidationLevel level);
}

/// <inheritdoc/>
internal sealed class ImageValidatorFactory(TimeProvider time) : IImageValidatorFactory
{
    public IImageValidator Create(ValidationLevel level) =>
        ImageValidator.Create(new ImageValidatorOptions { HighestLevel = level }, time);
}
