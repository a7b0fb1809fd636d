using System.Runtime.InteropServices;
using PixCrawler.Imaging.Transforms;

namespace PixCrawler.Imaging.Decoding.Vips;

/// <summary>Metadata of an image that is about to be saved.</summary>
internal static unsafe class VipsMetadata
{
    private const string GpsFields = "exif-ifd3-", MakerNote = "exif-ifd2-MakerNote", PageHeight = "page-height";

    public static bool Has(VipsLibrary vips, nint image, ReadOnlySpan<byte> field)
    {
        fixed (byte* name = field)
            return vips.ImageTypeOf(image, name) != 0;
    }

    /// <summary>Takes away what a policy does not keep.</summary>
    /// <param name="vips">The library.</param>
    /// <param name="operations">Its operations.</param>
    /// <param name="image">The image; replaced by a copy where fields are taken away, for others may share it.</param>
    /// <param name="policy">What to keep.</param>
    /// <param name="stripped">Whether there was something to take away.</param>
    /// <returns>Whether the saver is to write what is left.</returns>
    public static bool Apply(VipsLibrary vips, VipsOperations operations, ref nint image, MetadataPolicy policy, out bool stripped)
    {
        stripped = false;
        if (image == 0 || policy == MetadataPolicy.KeepAll)
            return true;
        if (policy == MetadataPolicy.Strip)
        {
            stripped = Has(vips, image, "exif-data\0"u8) || Has(vips, image, "xmp-data\0"u8) || Has(vips, image, "iptc-data\0"u8);
            return false;
        }

        image = operations.Apply("copy", image, "");
        if (image == 0)
            return true;
        foreach (var field in Fields(vips, image))
        {
            if (field is "xmp-data" or "iptc-data" || field.StartsWith(GpsFields, StringComparison.Ordinal) || field == MakerNote)
            {
                Remove(vips, image, field);
                stripped = true;
            }
        }

        return true;
    }

    /// <summary>Gives an image the metadata of another one; what says how pixels lie in memory stays as it is.</summary>
    public static void Copy(VipsLibrary vips, nint from, nint to)
    {
        var own = Fields(vips, to);
        foreach (var field in Fields(vips, from).Where(field => field != PageHeight && !own.Contains(field)))
        {
            var name = Marshal.StringToCoTaskMemUTF8(field);
            var value = default(VipsLibrary.GValue);
            if (vips.ImageGet(from, (byte*)name, &value) == 0)
            {
                vips.ImageSet(to, (byte*)name, &value);
                vips.ValueUnset(&value);
            }

            Marshal.FreeCoTaskMem(name);
        }
    }

    private static List<string> Fields(VipsLibrary vips, nint image)
    {
        var names = new List<string>();
        var fields = vips.ImageFields(image);
        for (var field = fields; *field != 0; field++)
            names.Add(Marshal.PtrToStringUTF8(*field)!);
        vips.FreeTexts(fields);
        return names;
    }

    private static void Remove(VipsLibrary vips, nint image, string field)
    {
        var name = Marshal.StringToCoTaskMemUTF8(field);
        _ = vips.ImageRemove(image, (byte*)name);
        Marshal.FreeCoTaskMem(name);
    }
}
