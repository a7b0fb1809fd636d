using System.Runtime.InteropServices;

namespace PixCrawler.Imaging.Decoding.Turbo;

/// <summary>The functions of libjpeg-turbo's TurboJPEG interface (2.0 and newer) that decode, found at run time. It is optional: libvips decodes JPEGs too, at twice the cost.</summary>
internal sealed unsafe class TurboLibrary
{
    private static readonly Lazy<TurboLibrary?> Loaded = new(Load);

    public readonly delegate* unmanaged<nint> Begin;
    public readonly delegate* unmanaged<nint, byte*, nuint, int*, int*, int*, int*, int> ReadHeader;
    public readonly delegate* unmanaged<nint, byte*, nuint, byte*, int, int, int, int, int, int> Decompress;
    public readonly delegate* unmanaged<nint, nint> ErrorText;
    public readonly delegate* unmanaged<nint, int> End;

    private TurboLibrary(nint library)
    {
        nint Find(string name) => NativeLibrary.GetExport(library, name);
        Begin = (delegate* unmanaged<nint>)Find("tjInitDecompress");
        ReadHeader = (delegate* unmanaged<nint, byte*, nuint, int*, int*, int*, int*, int>)Find("tjDecompressHeader3");
        Decompress = (delegate* unmanaged<nint, byte*, nuint, byte*, int, int, int, int, int, int>)Find("tjDecompress2");
        ErrorText = (delegate* unmanaged<nint, nint>)Find("tjGetErrorStr2");
        End = (delegate* unmanaged<nint, int>)Find("tjDestroy");
    }

    /// <summary>The library, or null where the machine has none.</summary>
    public static TurboLibrary? Instance => Loaded.Value;

    private static TurboLibrary? Load()
    {
        foreach (var name in (string[])["libturbojpeg.so.0", "libturbojpeg.0.dylib", "turbojpeg.dll"])
        {
            if (!NativeLibrary.TryLoad(name, out var library))
                continue;
            try
            {
                return new TurboLibrary(library);
            }
            catch (EntryPointNotFoundException)
            {
                // Older than 2.0, or another library of that name.
            }
        }

        return null;
    }
}
