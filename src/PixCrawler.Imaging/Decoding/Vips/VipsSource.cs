using PixCrawler.Imaging.Decoding.Bitmaps;
using PixCrawler.Imaging.Decoding.Turbo;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Pixels;

namespace PixCrawler.Imaging.Decoding.Vips;

/// <summary>
/// The image that libvips reads from bytes. What is measured and then transformed is decoded once: it is made smaller while it is measured, or stays
/// in memory in between. JPEGs are not, for a transform reads them at a scale of its own.
/// </summary>
internal sealed unsafe class VipsSource(VipsLibrary vips, void* bytes, int length, DecodeRequest request) : IDisposable
{
    /// <summary>What is made smaller in memory; libvips deals with more, strip by strip.</summary>
    private const long MaxResampledBytes = 256 * 1024 * 1024;

    private nint _bitmap;
    private nint _whole;
    private int _wholeFrames;

    public VipsOperations Operations { get; } = new(vips);

    /// <summary>What makes the first frame smaller; the decode gives it all rows. Null where none is wanted or libvips makes it.</summary>
    public Resampler? Resampler { get; private set; }

    /// <summary>A source of pixels that were decoded before libvips.</summary>
    public static VipsSource Of(VipsLibrary vips, Bitmap bitmap, DecodeRequest request)
    {
        var source = new VipsSource(vips, null, 0, request);
        source._bitmap = source.ImageOf(bitmap.Pixels, bitmap.Width, bitmap.Height);
        return source;
    }

    /// <summary>Opens the image for a decode; the caller releases it. 0 is an image that can't be opened.</summary>
    public nint OpenToDecode()
    {
        var image = Load(VipsLoaders.OptionsOf(request));
        if (image == 0 || request.Transform is null || request.Format == ImageFormat.Jpeg)
            return image;
        var (head, size) = (VipsDecode.Describe(vips, image), VipsTransform.SizeOf(vips, image, request.Transform));
        if (VipsTransform.FramesOf(request, request.Transform) == 1 && CanResample(image, head, size))
            return BeginToResample(image, head, size);
        (_whole, _wholeFrames) = (vips.ImageCopyMemory(image), request.MaxFrames);
        vips.ObjectUnref(image);
        return _whole == 0 ? 0 : Operations.Apply("copy", vips.ObjectRef(_whole), "");
    }

    /// <summary>Opens the image for a transform; the caller releases it. 0 is an image that can't be opened.</summary>
    /// <param name="jpegShrink">By how much a JPEG is divided while it is decoded.</param>
    /// <param name="frames">Frames of an animation to read, one below the other.</param>
    public nint OpenToTransform(int jpegShrink, int frames) => _whole != 0 && frames == _wholeFrames
        ? Operations.Apply("copy", vips.ObjectRef(_whole), "")
        : Load(VipsLoaders.OptionsOf(request.Format, jpegShrink, frames));

    /// <summary>Makes the usual images smaller, at a quarter of what libvips takes; those of many frames, bits or colours are left to it, and so is what is to become larger.</summary>
    /// <param name="image">The head of what was decoded.</param>
    /// <param name="jpegShrink">By how much a JPEG is divided while it is decoded.</param>
    /// <param name="size">The size that is wanted.</param>
    /// <returns>The smaller image with the head's metadata, which the caller releases; or 0 when this is for libvips.</returns>
    public nint Resample(nint image, int jpegShrink, (int Width, int Height) size)
    {
        if (request.Format != ImageFormat.Jpeg)
            return Resampler is null ? 0 : Finish(image, Resampler, size);
        var head = VipsDecode.Describe(vips, image);
        if (!CanResample(image, head, size) || TurboLibrary.Instance is not { } turbo)
            return 0;
        using var pixels = TurboPixels.Read(turbo, new ReadOnlySpan<byte>(bytes, length), jpegShrink);
        if (pixels is null or { Error: not null } || pixels.Bands != head.Bands)
            return 0;
        var resampler = new Resampler(pixels.Width, pixels.Height, pixels.Bands, hasAlpha: false, size.Width, size.Height);
        resampler.Add(pixels.All);
        return Finish(image, resampler, size);
    }

    public void Dispose()
    {
        foreach (var image in (nint[])[_whole, _bitmap])
        {
            if (image != 0)
                vips.ObjectUnref(image);
        }

        (_whole, _bitmap) = (0, 0);
    }

    private nint Load(string options) => _bitmap != 0
        ? Operations.Apply("copy", vips.ObjectRef(_bitmap), "")
        : VipsLoaders.Find(request.Format) is { } loader ? Operations.Load(loader, bytes, length, options) : 0;

    /// <summary>A WebP may be made smaller while it is decoded where nothing asks for every pixel.</summary>
    private nint BeginToResample(nint image, DecodedImage head, (int Width, int Height) size)
    {
        var shrink = request.Format == ImageFormat.WebP ? Math.Min(request.Shrink, VipsTransform.ShrinkTo(head, size)) : 1;
        if (shrink > 1)
        {
            vips.ObjectUnref(image);
            image = Load(VipsLoaders.OptionsOf(request.Format, shrink, request.MaxFrames));
            if (image == 0)
                return 0;
            head = VipsDecode.Describe(vips, image);
        }

        Resampler = new Resampler(head.Width, head.Height, head.Bands, head.HasAlpha, size.Width, size.Height);
        return image;
    }

    private bool CanResample(nint image, DecodedImage head, (int Width, int Height) size) =>
        size.Width <= head.Width && size.Height <= head.Height && size != (head.Width, head.Height)
        && head.Bands <= Resampler.MostBands && (long)size.Width * size.Height * head.Bands <= MaxResampledBytes
        && vips.ImageFormat(image) == VipsDecode.Bytes && VipsTransform.IsPlain(vips, image);

    private nint Finish(nint image, Resampler resampler, (int Width, int Height) size)
    {
        var smaller = ImageOf(resampler.Pixels, size.Width, size.Height);
        if (smaller != 0)
            VipsMetadata.Copy(vips, image, smaller);
        return smaller;
    }

    private nint ImageOf(byte[] pixels, int width, int height)
    {
        var bands = pixels.Length / width / height;
        fixed (byte* start = pixels)
        {
            var image = vips.ImageOfMemory(start, (nuint)pixels.Length, width, height, bands, VipsDecode.Bytes);
            return Operations.Apply("copy", image, bands > 2 ? "interpretation=srgb" : "interpretation=b-w");
        }
    }
}
