using System.Text.Json.Serialization;
using PixCrawler.Contracts.Validation;

namespace PixCrawler.Contracts.Operations;

/// <summary>
/// Validate one image file at a level. The stand-alone message: images of a job are validated on their way and not rate limited.
/// Answered with <see cref="ImageFileValidated"/>; a bad image is a result and not a failure.
/// </summary>
/// <param name="OperationId">The operation's identity.</param>
/// <param name="Path">The file.</param>
/// <param name="Level">How closely to look.</param>
public sealed record ValidateImageFile(OperationId OperationId, string Path, ValidationLevel Level) : OperationCommand(OperationId)
{
    /// <summary>What the caller calls the image, for the log; default: nothing.</summary>
    public string? ImageId { get; init; }

    /// <inheritdoc/>
    public override OperationKind Kind => Level switch
    {
        ValidationLevel.Fast => OperationKind.ValidateImageFast,
        ValidationLevel.Medium => OperationKind.ValidateImageMedium,
        _ => OperationKind.ValidateImageSlow,
    };
}

/// <summary>What came of a <see cref="ValidateImageFile"/>.</summary>
/// <param name="IsAccepted">Whether the image passed every check.</param>
/// <param name="Reason">The stable code of the rejection; null when accepted.</param>
/// <param name="Detail">What was measured; null when accepted.</param>
public sealed record ImageFileValidated(
    bool IsAccepted,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Reason,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Detail) : OperationResult
{
    /// <summary>The level it was looked at with.</summary>
    public ValidationLevel Level { get; init; }

    /// <summary>The format's file ending by the file's own bytes; null when it is not known.</summary>
    public string? Format { get; init; }

    /// <summary>Its width in pixels; 0 when it is not known.</summary>
    public int WidthPixels { get; init; }

    /// <summary>Its height in pixels; 0 when it is not known.</summary>
    public int HeightPixels { get; init; }

    /// <summary>Its size in bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>The hash of its bytes, 64 lower-case hexadecimal digits; null where it is larger than an image may be.</summary>
    public string? Sha256 { get; init; }
}
