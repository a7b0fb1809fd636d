using System.ComponentModel.DataAnnotations;

namespace PixCrawler.Imaging.Transforms;

/// <summary>What to make of each image: its size, its format, what comes along. Originals are left alone where this is not asked for.</summary>
public sealed record ImageTransform
{
    /// <summary>How to resize. Default not at all.</summary>
    [EnumDataType(typeof(ResizeMode))]
    public ResizeMode Resize { get; init; }

    /// <summary>The side that <see cref="Resize"/> speaks of, in pixels. Default 256, range 1 to 16,384.</summary>
    [Range(1, 16_384)]
    public int SizePixels { get; init; } = 256;

    /// <summary>Whether images that are not bigger keep their size; they are neither bordered nor cropped then. Default yes.</summary>
    public bool OnlyIfBigger { get; init; } = true;

    /// <summary>The format written. Default JPEG.</summary>
    [EnumDataType(typeof(OutputFormat))]
    public OutputFormat Format { get; init; }

    /// <summary>Quality of lossy JPEG and WebP. Default 90, range 1 to 100.</summary>
    [Range(1, 100)]
    public int Quality { get; init; } = 90;

    /// <summary>Whether WebP is written without loss; PNG always is, JPEG can't be. Default no.</summary>
    public bool Lossless { get; init; }

    /// <summary>What becomes of animations. Default the first frame.</summary>
    [EnumDataType(typeof(AnimationPolicy))]
    public AnimationPolicy Animation { get; init; }

    /// <summary>What becomes of metadata. Default none is kept.</summary>
    [EnumDataType(typeof(MetadataPolicy))]
    public MetadataPolicy Metadata { get; init; }

    /// <summary>The colour of borders, and of what shows through where alpha is lost. Default white.</summary>
    public Background Background { get; init; } = new(255, 255, 255);

    /// <summary>Most bytes the result may have. Default 20 MiB, range 1 KiB to 1 GiB.</summary>
    [Range(1024, 1 << 30)]
    public int MaxOutputBytes { get; init; } = 20 * 1024 * 1024;

    /// <summary>Checks every figure against its range.</summary>
    /// <exception cref="ValidationException">A figure is out of its range; the message names it.</exception>
    public void Validate()
    {
        Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
        if (Lossless && Format == OutputFormat.Jpeg)
            throw new ValidationException("Lossless is not possible with Format Jpeg: choose Png or WebP.");
    }
}

/// <summary>A colour without transparency, as three sRGB levels.</summary>
/// <param name="Red">0 to 255.</param>
/// <param name="Green">0 to 255.</param>
/// <param name="Blue">0 to 255.</param>
public readonly record struct Background(byte Red, byte Green, byte Blue);
