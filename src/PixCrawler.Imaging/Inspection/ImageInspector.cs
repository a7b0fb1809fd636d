using PixCrawler.Imaging.Formats;

namespace PixCrawler.Imaging.Inspection;

/// <summary>
/// Reads an image's structure without decoding it: format, size, frames, end marker, metadata and trailing data, all held
/// against the limits. It never throws whatever the bytes are, allocates nothing by a declared size, and takes time linear in the bytes.
/// </summary>
public static class ImageInspector
{
    /// <summary>Inspects one file.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="limits">The limits, validated before by <see cref="InspectionLimits.Validate"/>.</param>
    public static ImageInspection Inspect(ReadOnlySpan<byte> bytes, InspectionLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var probe = new Probe(bytes, limits);
        var format = bytes.IsEmpty ? ImageFormat.Unknown : FormatSignatures.Recognise(bytes);
        if (CheckBytes(ref probe) && CheckFormat(ref probe, format))
        {
            Walk(ref probe, format);
            CheckEnd(ref probe);
        }

        return new ImageInspection
        {
            Verdict = probe.Verdict,
            Format = format,
            Width = (int)Math.Min(probe.Width, int.MaxValue),
            Height = (int)Math.Min(probe.Height, int.MaxValue),
            FrameCount = (int)Math.Min(probe.Frames, int.MaxValue),
            DecodedBytes = probe.DecodedBytes,
            IsComplete = probe.End >= 0,
            TrailingBytes = probe.End >= 0 ? bytes.Length - (int)probe.End : 0,
            ExifOrientation = probe.Orientation,
        };
    }

    private static bool CheckBytes(ref Probe probe)
    {
        var (length, limits) = (probe.Bytes.Length, probe.Limits);
        if (length == 0)
            return probe.Reject(RejectionReasons.Empty, $"0 bytes");
        if (length < limits.MinBytes)
            return probe.Reject(RejectionReasons.TooFewBytes, $"{length:N0} bytes, at least {limits.MinBytes:N0} wanted");
        return length <= limits.MaxBytes || probe.Reject(RejectionReasons.TooManyBytes, $"{length:N0} bytes, limit {limits.MaxBytes:N0}");
    }

    private static bool CheckFormat(ref Probe probe, ImageFormat format)
    {
        if (format == ImageFormat.Unknown)
            return probe.Reject(RejectionReasons.NotAnImage, $"no known signature in the first of {probe.Bytes.Length:N0} bytes");
        return format.IsSupported() || probe.Reject(RejectionReasons.RefusedType, $"the bytes are {format}, which is never accepted");
    }

    private static void Walk(ref Probe probe, ImageFormat format)
    {
        switch (format)
        {
            case ImageFormat.Jpeg:
                JpegWalker.Walk(ref probe);
                break;
            case ImageFormat.Png:
                PngWalker.Walk(ref probe);
                break;
            case ImageFormat.Gif:
                GifWalker.Walk(ref probe);
                break;
            case ImageFormat.WebP:
                WebPWalker.Walk(ref probe);
                break;
            case ImageFormat.Bmp:
                BmpWalker.Walk(ref probe);
                break;
            case ImageFormat.Tiff:
                TiffWalker.Walk(ref probe);
                break;
            case ImageFormat.Avif or ImageFormat.Heif:
                IsoMediaWalker.Walk(ref probe);
                break;
            default:
                IcoWalker.Walk(ref probe);
                break;
        }
    }

    private static void CheckEnd(ref Probe probe)
    {
        if (!probe.Verdict.IsAccepted)
            return;
        var trailing = probe.Bytes.Length - probe.End;
        if (trailing > probe.Limits.MaxTrailingBytes && probe.Limits.TrailingData == TrailingDataPolicy.Reject)
            probe.Reject(RejectionReasons.TrailingData, $"{trailing:N0} bytes after the end marker, limit {probe.Limits.MaxTrailingBytes:N0}");
        else if (FormatSignatures.Hidden(probe.Bytes[(int)probe.End..]) is var hidden and not ImageFormat.Unknown)
            probe.Reject(RejectionReasons.Polyglot, $"{trailing:N0} bytes after the end marker contain {hidden}");
    }
}
