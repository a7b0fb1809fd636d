using System.ComponentModel.DataAnnotations;
using PixCrawler.Contracts.Validation;
using PixCrawler.Imaging.Decoding;

namespace PixCrawler.Imaging.Validation;

/// <summary>Options of the validator.</summary>
public sealed record ImageValidatorOptions
{
    /// <summary>The highest level that will be asked for; above Fast libvips is needed. Default Fast.</summary>
    [EnumDataType(typeof(ValidationLevel))]
    public ValidationLevel HighestLevel { get; init; }

    /// <summary>How long one decode at level Medium may take, not counting its wait for a free thread. Default 15 s, range 100 ms to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan MediumDecodeTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long one decode at level Slow may take. Default 60 s, range 100 ms to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan SlowDecodeTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Options of the decoder.</summary>
    public DecoderOptions Decoder { get; init; } = new();

    /// <summary>Checks every figure against its range.</summary>
    /// <exception cref="ValidationException">A figure is out of its range; the message names it.</exception>
    public void Validate()
    {
        Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
        Decoder.Validate();
    }
}
