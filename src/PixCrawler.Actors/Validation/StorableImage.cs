using System.Globalization;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Validation;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Pixels;
using PixCrawler.Imaging.Transforms;
using PixCrawler.Imaging.Validation;

namespace PixCrawler.Actors.Validation;

/// <summary>What is stored of an accepted image: what was made of it, or else the bytes as they came.</summary>
/// <param name="Image">What its account says.</param>
/// <param name="Bytes">The file.</param>
internal sealed record StorableImage(StoredImage Image, ReadOnlyMemory<byte> Bytes)
{
    private static readonly (TransformSteps Step, string Word)[] StepWords =
    [
        (TransformSteps.Turned, "turned"),
        (TransformSteps.Resized, "resized"),
        (TransformSteps.Cropped, "cropped"),
        (TransformSteps.Bordered, "bordered"),
        (TransformSteps.ConvertedToSrgb, "converted to sRGB"),
        (TransformSteps.Flattened, "flattened"),
        (TransformSteps.DroppedFrames, "frames dropped"),
        (TransformSteps.StrippedMetadata, "metadata stripped"),
    ];

    public static StorableImage Of(ImageValidation validation, ReadOnlyMemory<byte> body, ValidationLevel level)
    {
        var image = validation.Inspection;
        var asItCame = new StoredImage(
            validation.Sha256, image.Format.FileExtension(), image.Width, image.Height, body.Length, image.FrameCount);
        var stored = validation.Output is { } output
            ? new StoredImage(
                validation.OutputSha256!, output.Format.FileExtension(), output.Width, output.Height, output.Bytes.Length, output.Frames)
            {
                Original = new OriginalImage(
                    asItCame.Sha256, asItCame.Extension, asItCame.WidthPixels, asItCame.HeightPixels, asItCame.Bytes, asItCame.Frames, Words(output.Steps)),
            }
            : asItCame;
        return new StorableImage(
            stored with
            {
                DifferenceHash = validation.Hashes is { } hashes ? Hex(hashes.DHash) : null,
                FrequencyHash = validation.Hashes is { } both ? Hex(both.PHash) : null,
                Measures = level == ValidationLevel.Slow && validation.Measures is { } measures ? Rounded(measures) : null,
            },
            validation.Output?.Bytes ?? body);
    }

    private static string Words(TransformSteps steps) => steps == TransformSteps.None
        ? "encoded anew"
        : string.Join(", ", StepWords.Where(step => steps.HasFlag(step.Step)).Select(step => step.Word));

    private static string Hex(ulong hash) => hash.ToString("x16", CultureInfo.InvariantCulture);

    private static ImageMeasures Rounded(PixelMeasures measures) => new(
        Math.Round(measures.Brightness, 1), Math.Round(measures.Contrast, 1), Math.Round(measures.EntropyBits, 2),
        Math.Round(measures.DarkShare, 4), Math.Round(measures.BrightShare, 4),
        measures.Sharpness is { } sharpness ? Math.Round(sharpness, 1) : null);
}
