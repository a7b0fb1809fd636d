using PixCrawler.Datasets.Reports.Html;
using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Transforms;

namespace PixCrawler.Actors.Datasets;

/// <summary>Makes the report's small pictures with the process's decoder. What it cannot decode is left out of the report, and nothing more.</summary>
internal sealed class DecoderThumbnailer(IImageDecoder decoder) : IThumbnailer
{
    private static readonly TimeSpan DecodeTimeout = TimeSpan.FromSeconds(5);

    private static readonly ImageTransform Small = new()
    {
        Resize = ResizeMode.KeepRatioLargest,
        SizePixels = 160,
        Format = OutputFormat.Jpeg,
        Quality = 75,
        MaxOutputBytes = 64 * 1024,
    };

    public async ValueTask<ReadOnlyMemory<byte>?> ThumbnailAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            if (new FileInfo(file) is not { Exists: true } info || info.Length > InspectionLimits.Default.MaxBytes)
                return null;
            var bytes = await File.ReadAllBytesAsync(file, cancellationToken);
            var inspection = ImageInspector.Inspect(bytes, InspectionLimits.Default);
            if (!inspection.Verdict.IsAccepted || !decoder.CanDecode(inspection.Format))
                return null;
            var outcome = await decoder.DecodeAsync(
                bytes,
                new DecodeRequest(inspection.Format, DecodeScale.Reduced, DecodeTimeout)
                {
                    ShortestSidePixels = Math.Min(inspection.Width, inspection.Height),
                    Frames = Math.Max(1, inspection.FrameCount),
                    Orientation = inspection.ExifOrientation,
                    Transform = Small,
                },
                cancellationToken);
            return outcome.Output?.Bytes;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
