using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PixCrawler.Imaging.Decoding.Vips;

/// <summary>
/// The functions of libvips and GObject that the decoder needs, found at run time. None of them is variadic (those can't be
/// called from .NET), so operations are built the GObject way: new, set properties, build, read the output property.
/// </summary>
internal sealed unsafe class VipsLibrary
{
    /// <summary>G_LOG_LEVEL_MASK: every level, without the fatal and recursion flags.</summary>
    private const int AllLogLevels = ~3;

    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, VipsLibrary> Loaded = [];

    public readonly delegate* unmanaged<byte*, nint> OperationNew;
    public readonly delegate* unmanaged<nint, byte*, int> ObjectSetFromString;
    public readonly delegate* unmanaged<nint, int> ObjectBuild;
    public readonly delegate* unmanaged<nint, void> ObjectUnrefOutputs;
    public readonly delegate* unmanaged<nint, void*, nuint, nint> BlobNew;
    public readonly delegate* unmanaged<nint, void> AreaUnref;
    public readonly delegate* unmanaged<nuint> BlobType;
    public readonly delegate* unmanaged<nuint> ImageType;
    public readonly delegate* unmanaged<nint, int> ImageWidth;
    public readonly delegate* unmanaged<nint, int> ImagePageHeight;
    public readonly delegate* unmanaged<nint, int> ImageHeight;
    public readonly delegate* unmanaged<nint, int> ImageBands;
    public readonly delegate* unmanaged<nint, int> ImageHasAlpha;
    public readonly delegate* unmanaged<nint, int> ImageFormat;
    public readonly delegate* unmanaged<nint, int> ImageInterpretation;
    public readonly delegate* unmanaged<nint, int> ImageOrientation;
    public readonly delegate* unmanaged<nint, byte*, nuint> ImageTypeOf;
    public readonly delegate* unmanaged<nint, byte*, int> ImageRemove;
    public readonly delegate* unmanaged<nint, nint*> ImageFields;
    public readonly delegate* unmanaged<nint, nint> ImageCopyMemory;
    public readonly delegate* unmanaged<void*, nuint, int, int, int, int, nint> ImageOfMemory;
    public readonly delegate* unmanaged<nint, byte*> ImageData;
    public readonly delegate* unmanaged<nint, byte*, GValue*, int> ImageGet;
    public readonly delegate* unmanaged<nint, byte*, GValue*, void> ImageSet;
    public readonly delegate* unmanaged<nint, nint> RegionNew;
    public readonly delegate* unmanaged<nint, int, int, int, int, nuint*, nint> RegionFetch;
    public readonly delegate* unmanaged<nint, nuint*, void*> BlobGet;
    public readonly delegate* unmanaged<nuint> ArrayDoubleType;
    public readonly delegate* unmanaged<double*, int, nint> ArrayDoubleNew;
    public readonly delegate* unmanaged<GValue*, nint> ValueGetBoxed;
    public readonly delegate* unmanaged<GValue*, nint, void> ValueSetObject;
    public readonly delegate* unmanaged<nint*, void> FreeTexts;
    public readonly delegate* unmanaged<nint> ErrorBufferCopy;
    public readonly delegate* unmanaged<void> ThreadShutdown;
    public readonly delegate* unmanaged<GValue*, nuint, GValue*> ValueInit;
    public readonly delegate* unmanaged<GValue*, void> ValueUnset;
    public readonly delegate* unmanaged<GValue*, nint, void> ValueSetBoxed;
    public readonly delegate* unmanaged<GValue*, nint> ValueDupObject;
    public readonly delegate* unmanaged<nint, byte*, GValue*, void> SetProperty;
    public readonly delegate* unmanaged<nint, byte*, GValue*, void> GetProperty;
    public readonly delegate* unmanaged<nint, nint> ObjectRef;
    public readonly delegate* unmanaged<nint, void> ObjectUnref;
    public readonly delegate* unmanaged<nint, void> Free;

    private VipsLibrary(nint library)
    {
        nint Find(string name) => NativeLibrary.GetExport(library, name);
        OperationNew = (delegate* unmanaged<byte*, nint>)Find("vips_operation_new");
        ObjectSetFromString = (delegate* unmanaged<nint, byte*, int>)Find("vips_object_set_from_string");
        ObjectBuild = (delegate* unmanaged<nint, int>)Find("vips_object_build");
        ObjectUnrefOutputs = (delegate* unmanaged<nint, void>)Find("vips_object_unref_outputs");
        BlobNew = (delegate* unmanaged<nint, void*, nuint, nint>)Find("vips_blob_new");
        AreaUnref = (delegate* unmanaged<nint, void>)Find("vips_area_unref");
        BlobType = (delegate* unmanaged<nuint>)Find("vips_blob_get_type");
        ImageType = (delegate* unmanaged<nuint>)Find("vips_image_get_type");
        ImageWidth = (delegate* unmanaged<nint, int>)Find("vips_image_get_width");
        ImagePageHeight = (delegate* unmanaged<nint, int>)Find("vips_image_get_page_height");
        ImageHeight = (delegate* unmanaged<nint, int>)Find("vips_image_get_height");
        ImageBands = (delegate* unmanaged<nint, int>)Find("vips_image_get_bands");
        ImageHasAlpha = (delegate* unmanaged<nint, int>)Find("vips_image_hasalpha");
        ImageFormat = (delegate* unmanaged<nint, int>)Find("vips_image_get_format");
        ImageInterpretation = (delegate* unmanaged<nint, int>)Find("vips_image_get_interpretation");
        ImageOrientation = (delegate* unmanaged<nint, int>)Find("vips_image_get_orientation");
        ImageTypeOf = (delegate* unmanaged<nint, byte*, nuint>)Find("vips_image_get_typeof");
        ImageRemove = (delegate* unmanaged<nint, byte*, int>)Find("vips_image_remove");
        ImageFields = (delegate* unmanaged<nint, nint*>)Find("vips_image_get_fields");
        ImageCopyMemory = (delegate* unmanaged<nint, nint>)Find("vips_image_copy_memory");
        ImageOfMemory = (delegate* unmanaged<void*, nuint, int, int, int, int, nint>)Find("vips_image_new_from_memory_copy");
        ImageData = (delegate* unmanaged<nint, byte*>)Find("vips_image_get_data");
        ImageGet = (delegate* unmanaged<nint, byte*, GValue*, int>)Find("vips_image_get");
        ImageSet = (delegate* unmanaged<nint, byte*, GValue*, void>)Find("vips_image_set");
        RegionNew = (delegate* unmanaged<nint, nint>)Find("vips_region_new");
        RegionFetch = (delegate* unmanaged<nint, int, int, int, int, nuint*, nint>)Find("vips_region_fetch");
        ArrayDoubleType = (delegate* unmanaged<nuint>)Find("vips_array_double_get_type");
        ArrayDoubleNew = (delegate* unmanaged<double*, int, nint>)Find("vips_array_double_new");
        BlobGet = (delegate* unmanaged<nint, nuint*, void*>)Find("vips_blob_get");
        ValueGetBoxed = (delegate* unmanaged<GValue*, nint>)Find("g_value_get_boxed");
        ValueSetObject = (delegate* unmanaged<GValue*, nint, void>)Find("g_value_set_object");
        FreeTexts = (delegate* unmanaged<nint*, void>)Find("g_strfreev");
        ErrorBufferCopy = (delegate* unmanaged<nint>)Find("vips_error_buffer_copy");
        ThreadShutdown = (delegate* unmanaged<void>)Find("vips_thread_shutdown");
        ValueInit = (delegate* unmanaged<GValue*, nuint, GValue*>)Find("g_value_init");
        ValueUnset = (delegate* unmanaged<GValue*, void>)Find("g_value_unset");
        ValueSetBoxed = (delegate* unmanaged<GValue*, nint, void>)Find("g_value_set_boxed");
        ValueDupObject = (delegate* unmanaged<GValue*, nint>)Find("g_value_dup_object");
        SetProperty = (delegate* unmanaged<nint, byte*, GValue*, void>)Find("g_object_set_property");
        GetProperty = (delegate* unmanaged<nint, byte*, GValue*, void>)Find("g_object_get_property");
        ObjectRef = (delegate* unmanaged<nint, nint>)Find("g_object_ref");
        ObjectUnref = (delegate* unmanaged<nint, void>)Find("g_object_unref");
        Free = (delegate* unmanaged<nint, void>)Find("g_free");
        Version = Start(library);
    }

    /// <summary>libvips' version, such as 8.14.1.</summary>
    public string Version { get; }

    /// <summary>Whether savers take what metadata to keep (8.15 and newer) rather than whether to strip all of it.</summary>
    public bool HasKeep => System.Version.Parse(Version) >= new System.Version(8, 15);

    /// <summary>Loads the library once per process and path.</summary>
    /// <param name="path">A full path, or null for the system's library.</param>
    /// <param name="library">The library.</param>
    /// <param name="whyNot">What is missing and how to install it.</param>
    public static bool TryLoad(string? path, [NotNullWhen(true)] out VipsLibrary? library, [NotNullWhen(false)] out string? whyNot)
    {
        lock (Gate)
        {
            whyNot = null;
            if (Loaded.TryGetValue(path ?? "", out library))
                return true;
            string[] names = path is not null ? [path] : ["libvips.so.42", "libvips.42.dylib", "libvips-42.dll"];
            foreach (var name in names)
            {
                if (!NativeLibrary.TryLoad(name, out var handle))
                    continue;
                try
                {
                    library = Loaded[path ?? ""] = new VipsLibrary(handle);
                    return true;
                }
                catch (Exception error) when (error is EntryPointNotFoundException or DllNotFoundException)
                {
                    whyNot = $"The library '{name}' is not a usable libvips: {error.Message} Install libvips 8.13 or newer ({Install}).";
                    return false;
                }
            }

            whyNot = path is not null
                ? $"libvips could not be loaded from '{path}'. Correct the path (option LibraryPath or environment variable {DecoderOptions.LibraryPathVariable}), or leave it out and install libvips ({Install})."
                : $"libvips is not installed; it is needed to decode images (validation levels Medium and Slow). Install it ({Install}), or name it in the environment variable {DecoderOptions.LibraryPathVariable}. Level Fast works without it.";
            return false;
        }
    }

    private const string Install = "Debian and Ubuntu: apt-get install libvips42";

    /// <summary>Takes and clears libvips' error text. It is one buffer for all threads, so it may mix messages of images decoded at the same time.</summary>
    public string TakeError()
    {
        var text = ErrorBufferCopy();
        var message = Marshal.PtrToStringUTF8(text);
        Free(text);
        return message ?? "";
    }

    private static string Start(nint library)
    {
        // libvips prints warnings about bad files to stderr; what matters of them comes back as the error text.
        var setLogHandler = (delegate* unmanaged<byte*, int, delegate* unmanaged<nint, int, nint, nint, void>, nint, uint>)NativeLibrary.GetExport(library, "g_log_set_handler");
        fixed (byte* domain = "VIPS\0"u8)
            setLogHandler(domain, AllLogLevels, &IgnoreLog, 0);
        fixed (byte* name = "pixcrawler\0"u8)
        {
            if (((delegate* unmanaged<byte*, int>)NativeLibrary.GetExport(library, "vips_init"))(name) != 0)
                throw new DllNotFoundException("vips_init failed.");
        }

        ((delegate* unmanaged<int, void>)NativeLibrary.GetExport(library, "vips_cache_set_max"))(0);
        ((delegate* unmanaged<int, void>)NativeLibrary.GetExport(library, "vips_concurrency_set"))(1);
        ((delegate* unmanaged<int, void>)NativeLibrary.GetExport(library, "vips_block_untrusted_set"))(1);
        var version = (delegate* unmanaged<int, int>)NativeLibrary.GetExport(library, "vips_version");
        return $"{version(0)}.{version(1)}.{version(2)}";
    }

    [UnmanagedCallersOnly]
    private static void IgnoreLog(nint domain, int level, nint message, nint data)
    {
    }

    /// <summary>GObject's GValue: a type and two words of data.</summary>
    [StructLayout(LayoutKind.Sequential)]
    [InlineArray(3)]
    internal struct GValue
    {
        private nuint _word;
    }
}
