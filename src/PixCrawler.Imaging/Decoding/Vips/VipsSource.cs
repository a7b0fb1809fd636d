using PixCrawler.Imaging.Formats;

namespace PixCrawler.Imaging.Decoding.Vips;

/// <summary>
/// The image that libvips reads from bytes. What is measured and then transformed is decoded once: it stays in memory in between. JPEGs are not
/// kept, for a transform reads them at a scale of its own.
/// </summary>
internal sealed unsafe class VipsSource(VipsLibrary vips, string loader, void* bytes, int length, DecodeRequest request) : IDisposable
{
    private nint _whole;
    private int _wholeFrames;

    public VipsOperations Operations { get; } = new(vips);

    /// <summary>Opens the image for a decode; the caller releases it. 0 is an image that can't be opened.</summary>
    public nint OpenToDecode()
    {
        var image = Operations.Load(loader, bytes, length, VipsLoaders.OptionsOf(request));
        if (image == 0 || request.Transform is null || request.Format == ImageFormat.Jpeg)
            return image;
        (_whole, _wholeFrames) = (vips.ImageCopyMemory(image), request.MaxFrames);
        vips.ObjectUnref(image);
        return _whole == 0 ? 0 : Operations.Apply("copy", vips.ObjectRef(_whole), "");
    }

    /// <summary>Opens the image for a transform; the caller releases it. 0 is an image that can't be opened.</summary>
    /// <param name="jpegShrink">By how much a JPEG is divided while it is decoded.</param>
    /// <param name="frames">Frames of an animation to read, one below the other.</param>
    public nint OpenToTransform(int jpegShrink, int frames) => _whole != 0 && frames == _wholeFrames
        ? Operations.Apply("copy", vips.ObjectRef(_whole), "")
        : Operations.Load(loader, bytes, length, VipsLoaders.OptionsOf(request.Format, jpegShrink, frames));

    public void Dispose()
    {
        if (_whole != 0)
            vips.ObjectUnref(_whole);
        _whole = 0;
    }
}
