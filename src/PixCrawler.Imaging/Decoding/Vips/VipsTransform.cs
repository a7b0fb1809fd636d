using System.Globalization;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Transforms;

namespace PixCrawler.Imaging.Decoding.Vips;

/// <summary>Resizes and encodes one image anew, start to end, on one thread.</summary>
internal static unsafe class VipsTransform
{
    private const int BlackAndWhite = 1, StandardRgb = 22;

    /// <param name="vips">The library.</param>
    /// <param name="source">The image, which has been decoded before without a complaint.</param>
    /// <param name="request">What is known of it.</param>
    /// <param name="transform">What to make of it.</param>
    /// <param name="decoded">What the decode found; returned with the result.</param>
    public static DecodeOutcome Run(VipsLibrary vips, VipsSource source, DecodeRequest request, ImageTransform transform, DecodeOutcome decoded)
    {
        var work = new Work(vips, source, transform);
        var frames = FramesOf(request, transform);
        try
        {
            if (!work.Open(request.Format, frames))
                return DecodeOutcome.NotTransformed(VipsDecode.Error(vips));
            if (request.Frames > frames)
                work.Steps |= TransformSteps.DroppedFrames;
            var result = work.Encode(out var size);
            if (result is not null)
                return decoded with { Output = result };
            return size > transform.MaxOutputBytes
                ? DecodeOutcome.NotTransformed(string.Create(CultureInfo.InvariantCulture, $"the result has {size:N0} bytes, limit {transform.MaxOutputBytes:N0}"))
                : DecodeOutcome.NotTransformed(VipsDecode.Error(vips));
        }
        finally
        {
            work.Release();
        }
    }

    /// <summary>How many frames the result has.</summary>
    public static int FramesOf(DecodeRequest request, ImageTransform transform)
    {
        var keeps = transform is { Animation: AnimationPolicy.Keep, Format: OutputFormat.WebP, Resize: ResizeMode.None or ResizeMode.KeepRatio or ResizeMode.KeepRatioLargest }
            && request.Format is ImageFormat.Gif or ImageFormat.WebP;
        return keeps ? Math.Min(request.Frames, request.MaxFrames) : 1;
    }

    /// <summary>The size an image gets before it is turned.</summary>
    public static (int Width, int Height) SizeOf(VipsLibrary vips, nint image, ImageTransform transform)
    {
        var plan = PlanOf(vips, image, transform);
        return IsSideways(vips, image) ? (plan.Height, plan.Width) : (plan.Width, plan.Height);
    }

    /// <summary>Whether an image is grey or sRGB, of 8 bits.</summary>
    public static bool IsPlain(VipsLibrary vips, nint image) => vips.ImageInterpretation(image) is BlackAndWhite or StandardRgb;

    /// <summary>By how much an image can be divided while it is decoded, without being enlarged again: 1, 2, 4 or 8.</summary>
    public static int ShrinkTo(DecodedImage image, (int Width, int Height) size)
    {
        var shrink = 1;
        // Decoders round what is left up.
        while (shrink < 8 && (image.Width - 1) / (shrink * 2) + 1 >= size.Width && (image.Height - 1) / (shrink * 2) + 1 >= size.Height)
            shrink *= 2;
        return shrink;
    }

    private static ResizePlan PlanOf(VipsLibrary vips, nint image, ImageTransform transform)
    {
        var decoded = VipsDecode.Describe(vips, image);
        return IsSideways(vips, image) ? ResizePlan.Of(transform, decoded.Height, decoded.Width) : ResizePlan.Of(transform, decoded.Width, decoded.Height);
    }

    private static bool IsSideways(VipsLibrary vips, nint image) => vips.ImageOrientation(image) >= 5;

    private sealed class Work(VipsLibrary vips, VipsSource source, ImageTransform transform)
    {
        private nint _image;

        public TransformSteps Steps { get; set; }

        public bool Open(ImageFormat format, int frames)
        {
            _image = source.OpenToTransform(1, frames);
            if (_image == 0)
                return false;
            var decoded = VipsDecode.Describe(vips, _image);
            var orientation = vips.ImageOrientation(_image);
            var (plan, (width, height)) = (PlanOf(vips, _image, transform), SizeOf(vips, _image, transform));
            var shrink = format == ImageFormat.Jpeg ? ShrinkTo(decoded, (width, height)) : 1;
            if (!Resample(shrink, width, height))
            {
                if (shrink > 1)
                {
                    Release();
                    _image = source.OpenToTransform(shrink, frames);
                }

                Resize(decoded, width, height);
            }

            Turn(orientation);
            Frame(plan);
            Flatten();
            return _image != 0;
        }

        public TransformedImage? Encode(out long size)
        {
            var keeps = VipsMetadata.Apply(vips, source.Operations, ref _image, transform.Metadata, out var stripped);
            if (stripped)
                Steps |= TransformSteps.StrippedMetadata;
            size = 0;
            if (_image == 0)
                return null;
            var (saver, options, format) = transform.Format switch
            {
                OutputFormat.Jpeg => ("jpegsave_buffer", $"Q={transform.Quality}", ImageFormat.Jpeg),
                OutputFormat.Png => ("pngsave_buffer", "compression=6", ImageFormat.Png),
                _ => ("webpsave_buffer", transform.Lossless ? "lossless=true" : $"Q={transform.Quality}", ImageFormat.WebP),
            };
            if (!keeps)
                options += vips.HasKeep ? ",keep=none" : ",strip=true";
            var image = VipsDecode.Describe(vips, _image);
            var bytes = source.Operations.Save(saver, _image, options, transform.MaxOutputBytes, out size);
            return bytes is null ? null : new TransformedImage(bytes, format, image.Width, image.Height, image.Frames, Steps);
        }

        public void Release()
        {
            if (_image != 0)
                vips.ObjectUnref(_image);
            _image = 0;
        }

        private bool Resample(int shrink, int width, int height)
        {
            var smaller = source.Resample(_image, shrink, (width, height));
            if (smaller == 0)
                return false;
            Release();
            _image = smaller;
            Steps |= TransformSteps.Resized;
            if (VipsMetadata.Has(vips, _image, "icc-profile-data\0"u8))
            {
                Steps |= TransformSteps.ConvertedToSrgb;
                Apply("icc_transform", "output_profile=srgb,embedded=true");
            }

            return true;
        }

        private void Resize(DecodedImage original, int width, int height)
        {
            if (_image == 0)
                return;
            var hasProfile = VipsMetadata.Has(vips, _image, "icc-profile-data\0"u8);
            var isPlain = IsPlain(vips, _image);
            if (hasProfile || !isPlain)
                Steps |= TransformSteps.ConvertedToSrgb;
            if ((width, height) != (original.Width, original.Height))
            {
                Steps |= TransformSteps.Resized;
                // Without a profile there is nothing to convert from, and a way through two profiles and back would change colours a little.
                Apply("thumbnail_image", $"width={width},height={height},size=force,no_rotate=true{(hasProfile ? ",export_profile=srgb" : "")}");
            }
            else if (hasProfile)
            {
                Apply("icc_transform", "output_profile=srgb,embedded=true");
            }

            if (_image != 0 && !IsPlain(vips, _image))
                Apply("colourspace", "space=srgb");
        }

        private void Turn(int orientation)
        {
            if (orientation <= 1 || _image == 0)
                return;
            Steps |= TransformSteps.Turned;
            // Turning reads from any place, the loader only from top to bottom.
            var whole = vips.ImageCopyMemory(_image);
            Release();
            _image = whole;
            Apply("autorot", "");
        }

        private void Frame(ResizePlan plan)
        {
            if (plan.CropSide > 0)
            {
                Steps |= TransformSteps.Cropped;
                var (left, top) = ((plan.Width - plan.CropSide) / 2, (plan.Height - plan.CropSide) / 2);
                Apply("extract_area", $"left={left},top={top},width={plan.CropSide},height={plan.CropSide}");
            }

            if (_image != 0 && plan.BorderSide > 0 && (plan.Width, plan.Height) != (plan.BorderSide, plan.BorderSide))
            {
                Steps |= TransformSteps.Bordered;
                Apply("gravity", $"direction=centre,width={plan.BorderSide},height={plan.BorderSide},extend=background", ("background", Colour(withAlpha: true)));
            }
        }

        private void Flatten()
        {
            if (_image == 0 || transform.Format != OutputFormat.Jpeg || vips.ImageHasAlpha(_image) == 0)
                return;
            Steps |= TransformSteps.Flattened;
            Apply("flatten", "", ("background", Colour(withAlpha: false)));
        }

        /// <summary>One number a band: as many as the image has.</summary>
        private double[] Colour(bool withAlpha)
        {
            var (background, bands, hasAlpha) = (transform.Background, vips.ImageBands(_image), vips.ImageHasAlpha(_image) != 0);
            var isGrey = bands - (hasAlpha ? 1 : 0) == 1;
            var grey = (background.Red * 19595 + background.Green * 38470 + background.Blue * 7471 + 32768) >> 16;
            double[] colour = isGrey ? [grey] : [background.Red, background.Green, background.Blue];
            return hasAlpha && withAlpha ? [.. colour, 255] : colour;
        }

        private void Apply(string operation, string options, params ReadOnlySpan<(string Name, double[] Numbers)> arrays) =>
            _image = source.Operations.Apply(operation, _image, options, arrays);
    }
}
