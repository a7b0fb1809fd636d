using System.Runtime.InteropServices;

namespace PixCrawler.Imaging.Decoding.Vips;

/// <summary>Builds libvips operations the GObject way: new, set properties, build, take the output. 0 is an operation that failed.</summary>
internal sealed unsafe class VipsOperations(VipsLibrary vips)
{
    /// <summary>Opens an image on bytes that must stay where they are until the image is released.</summary>
    public nint Load(string loader, void* bytes, int length, string options)
    {
        var operation = New(loader);
        if (operation == 0)
            return 0;
        var blob = vips.BlobNew(0, bytes, (nuint)length);
        var value = default(VipsLibrary.GValue);
        vips.ValueInit(&value, vips.BlobType());
        vips.ValueSetBoxed(&value, blob);
        fixed (byte* name = "buffer\0"u8)
            vips.SetProperty(operation, name, &value);
        vips.ValueUnset(&value);
        vips.AreaUnref(blob);
        return Finish(operation, options) ? Take(operation) : Drop(operation);
    }

    /// <summary>Runs an operation on an image and releases the image.</summary>
    /// <param name="name">The operation.</param>
    /// <param name="image">The image; 0 gives 0.</param>
    /// <param name="options">Plain options.</param>
    /// <param name="arrays">Options that are several numbers.</param>
    public nint Apply(string name, nint image, string options, params ReadOnlySpan<(string Name, double[] Numbers)> arrays)
    {
        if (image == 0)
            return 0;
        var operation = New(name);
        if (operation != 0)
            SetInput(operation, image, name == "extract_area" ? "input\0"u8 : "in\0"u8);
        foreach (var (option, numbers) in arrays)
        {
            if (operation != 0)
                SetNumbers(operation, option, numbers);
        }

        vips.ObjectUnref(image);
        return operation != 0 && Finish(operation, options) ? Take(operation) : Drop(operation);
    }

    /// <summary>Encodes an image.</summary>
    /// <returns>The file, or null when it failed or would be larger than allowed.</returns>
    public byte[]? Save(string saver, nint image, string options, int maxBytes, out long size)
    {
        size = 0;
        var operation = New(saver);
        if (operation == 0)
            return null;
        SetInput(operation, image, "in\0"u8);
        if (!Finish(operation, options))
        {
            Drop(operation);
            return null;
        }

        var value = default(VipsLibrary.GValue);
        vips.ValueInit(&value, vips.BlobType());
        fixed (byte* name = "buffer\0"u8)
            vips.GetProperty(operation, name, &value);
        nuint length;
        var data = vips.BlobGet(vips.ValueGetBoxed(&value), &length);
        size = (long)length;
        var bytes = size <= maxBytes ? new ReadOnlySpan<byte>(data, (int)length).ToArray() : null;
        vips.ValueUnset(&value);
        Drop(operation);
        return bytes;
    }

    private nint New(string name)
    {
        var native = Marshal.StringToCoTaskMemUTF8(name);
        var operation = vips.OperationNew((byte*)native);
        Marshal.FreeCoTaskMem(native);
        return operation;
    }

    private void SetInput(nint operation, nint image, ReadOnlySpan<byte> property)
    {
        var value = default(VipsLibrary.GValue);
        vips.ValueInit(&value, vips.ImageType());
        vips.ValueSetObject(&value, image);
        fixed (byte* name = property)
            vips.SetProperty(operation, name, &value);
        vips.ValueUnset(&value);
    }

    private void SetNumbers(nint operation, string option, double[] numbers)
    {
        var value = default(VipsLibrary.GValue);
        vips.ValueInit(&value, vips.ArrayDoubleType());
        nint array;
        fixed (double* first = numbers)
            array = vips.ArrayDoubleNew(first, numbers.Length);
        vips.ValueSetBoxed(&value, array);
        var name = Marshal.StringToCoTaskMemUTF8(option);
        vips.SetProperty(operation, (byte*)name, &value);
        Marshal.FreeCoTaskMem(name);
        vips.ValueUnset(&value);
        vips.AreaUnref(array);
    }

    private bool Finish(nint operation, string options)
    {
        var native = Marshal.StringToCoTaskMemUTF8(options);
        var isSet = options.Length == 0 || vips.ObjectSetFromString(operation, (byte*)native) == 0;
        Marshal.FreeCoTaskMem(native);
        return isSet && vips.ObjectBuild(operation) == 0;
    }

    private nint Take(nint operation)
    {
        var value = default(VipsLibrary.GValue);
        vips.ValueInit(&value, vips.ImageType());
        fixed (byte* name = "out\0"u8)
            vips.GetProperty(operation, name, &value);
        var image = vips.ValueDupObject(&value);
        vips.ValueUnset(&value);
        Drop(operation);
        return image;
    }

    private nint Drop(nint operation)
    {
        if (operation != 0)
        {
            vips.ObjectUnrefOutputs(operation);
            vips.ObjectUnref(operation);
        }

        return 0;
    }
}
