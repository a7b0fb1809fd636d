using PixCrawler.Imaging.Decoding.Vips;
using PixCrawler.Imaging.Inspection;

namespace PixCrawler.Benchmarks.Images;

/// <summary>What becomes of images on their way through the web, made with libvips.</summary>
internal sealed unsafe class Variants
{
    public static readonly string[] Names =
    [
        "re-encoded, JPEG 50", "re-encoded, WebP 60", "half the size", "a quarter of the size", "crop of 2 % a side", "crop of 5 % a side", "brighter by 20 levels", "more contrast (x 1.2)", "mirrored",
    ];

    private readonly VipsLibrary _vips;
    private readonly VipsOperations _operations;

    public Variants()
    {
        if (!VipsLibrary.TryLoad(null, out var vips, out var whyNot))
            throw new InvalidOperationException(whyNot);
        (_vips, _operations) = (vips, new VipsOperations(vips));
    }

    public byte[] Make(byte[] bytes, string name)
    {
        var inspection = ImageInspector.Inspect(bytes, InspectionLimits.Default);
        fixed (byte* start = bytes)
        {
            var image = Whole(_operations.Load(VipsLoaders.Find(inspection.Format)!, start, bytes.Length, ""));
            image = Whole(_operations.Apply("autorot", image, ""));
            if (_vips.ImageHasAlpha(image) != 0)
                image = _operations.Apply("flatten", image, "", ("background", [.. Enumerable.Repeat(255.0, _vips.ImageBands(image) - 1)]));
            var (width, height) = (_vips.ImageWidth(image), _vips.ImageHeight(image));
            image = Whole(name switch
            {
                "half the size" => _operations.Apply("resize", image, "scale=0.5"),
                "a quarter of the size" => _operations.Apply("resize", image, "scale=0.25"),
                "crop of 2 % a side" => Crop(image, width, height, 0.02),
                "crop of 5 % a side" => Crop(image, width, height, 0.05),
                "brighter by 20 levels" => Linear(image, 1, 20),
                "more contrast (x 1.2)" => Linear(image, 1.2, -25.6),
                "mirrored" => _operations.Apply("flip", image, "direction=horizontal"),
                _ => image,
            });
            var isWebP = name == "re-encoded, WebP 60";
            var quality = name switch { "re-encoded, JPEG 50" => 50, "re-encoded, WebP 60" => 60, _ => 85 };
            var made = _operations.Save(isWebP ? "webpsave_buffer" : "jpegsave_buffer", image, $"Q={quality}", int.MaxValue, out _);
            _vips.ObjectUnref(image);
            return made ?? throw new InvalidOperationException(_vips.TakeError());
        }
    }

    private nint Whole(nint image)
    {
        if (image == 0)
            throw new InvalidOperationException(_vips.TakeError());
        var whole = _vips.ImageCopyMemory(image);
        _vips.ObjectUnref(image);
        return whole != 0 ? whole : throw new InvalidOperationException(_vips.TakeError());
    }

    private nint Crop(nint image, int width, int height, double share)
    {
        var (x, y) = ((int)(width * share), (int)(height * share));
        return _operations.Apply("extract_area", image, $"left={x},top={y},width={width - 2 * x},height={height - 2 * y}");
    }

    private nint Linear(nint image, double factor, double plus) =>
        _operations.Apply("linear", image, "uchar=true", ("a", [factor]), ("b", [plus]));
}
