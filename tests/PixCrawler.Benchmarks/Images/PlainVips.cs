using System.Runtime.InteropServices;
using PixCrawler.Imaging.Decoding.Vips;
using PixCrawler.Imaging.Inspection;

namespace PixCrawler.Benchmarks.Images;

/// <summary>What a program does that does no more than decode: libvips' own loader, every pixel into memory, nothing checked.</summary>
internal sealed unsafe class PlainVips
{
    private readonly VipsLibrary _vips;
    private readonly delegate* unmanaged<nint, nuint*, nint> _writeToMemory;

    public PlainVips()
    {
        if (!VipsLibrary.TryLoad(null, out var vips, out var whyNot))
            throw new InvalidOperationException(whyNot);
        _vips = vips;
        _writeToMemory = (delegate* unmanaged<nint, nuint*, nint>)NativeLibrary.GetExport(NativeLibrary.Load("libvips.so.42"), "vips_image_write_to_memory");
    }

    public void Decode(byte[] bytes)
    {
        var format = ImageInspector.Inspect(bytes, InspectionLimits.Default).Format;
        fixed (byte* start = bytes)
        {
            var image = new VipsOperations(_vips).Load(VipsLoaders.Find(format)!, start, bytes.Length, "access=sequential");
            nuint size;
            _vips.Free(_writeToMemory(image, &size));
            _vips.ObjectUnref(image);
        }
    }
}
