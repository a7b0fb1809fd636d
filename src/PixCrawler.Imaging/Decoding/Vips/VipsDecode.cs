using System.Runtime.InteropServices;

namespace PixCrawler.Imaging.Decoding.Vips;

/// <summary>One decode, start to end, on one thread. Everything native is released before it returns, so the bytes may be reused then.</summary>
internal static unsafe class VipsDecode
{
    /// <exception cref="OperationCanceledException">The token was cancelled while it ran.</exception>
    public static DecodeOutcome Run(VipsLibrary vips, ReadOnlyMemory<byte> bytes, string loader, string options, CancellationToken cancellationToken)
    {
        using var pin = bytes.Pin();
        var image = Load(vips, pin.Pointer, bytes.Length, loader, options);
        if (image == 0)
            return DecodeOutcome.Refused(Error(vips));
        try
        {
            var decoded = Describe(vips, image);
            if (ReadAll(vips, image, cancellationToken))
                return DecodeOutcome.Decoded(decoded);
            var error = Error(vips);
            cancellationToken.ThrowIfCancellationRequested();
            return DecodeOutcome.Refused(error);
        }
        finally
        {
            vips.ObjectUnref(image);
        }
    }

    private static bool ReadAll(VipsLibrary vips, nint image, CancellationToken cancellationToken)
    {
        var stop = 0;
        using (cancellationToken.UnsafeRegister(static flag => ((StopFlag)flag!).Raise(), new StopFlag(&stop)))
            return vips.Sink(image, 0, &Discard, 0, (nint)(&stop), 0) == 0;
    }

    private static nint Load(VipsLibrary vips, void* bytes, int length, string loader, string options)
    {
        var operation = WithText(loader, name => vips.OperationNew((byte*)name));
        if (operation == 0)
            return 0;
        SetBuffer(vips, operation, bytes, length);
        var image = (nint)0;
        if (WithText(options, text => vips.ObjectSetFromString(operation, (byte*)text)) == 0 && vips.ObjectBuild(operation) == 0)
            image = TakeImage(vips, operation);
        vips.ObjectUnrefOutputs(operation);
        vips.ObjectUnref(operation);
        return image;
    }

    private static void SetBuffer(VipsLibrary vips, nint operation, void* bytes, int length)
    {
        var blob = vips.BlobNew(0, bytes, (nuint)length);
        var value = default(VipsLibrary.GValue);
        vips.ValueInit(&value, vips.BlobType());
        vips.ValueSetBoxed(&value, blob);
        fixed (byte* name = "buffer\0"u8)
            vips.SetProperty(operation, name, &value);
        vips.ValueUnset(&value);
        vips.AreaUnref(blob);
    }

    private static nint TakeImage(VipsLibrary vips, nint operation)
    {
        var value = default(VipsLibrary.GValue);
        vips.ValueInit(&value, vips.ImageType());
        fixed (byte* name = "out\0"u8)
            vips.GetProperty(operation, name, &value);
        var image = vips.ValueDupObject(&value);
        vips.ValueUnset(&value);
        return image;
    }

    private static DecodedImage Describe(VipsLibrary vips, nint image)
    {
        var pageHeight = vips.ImagePageHeight(image);
        return new DecodedImage(vips.ImageWidth(image), pageHeight, vips.ImageHeight(image) / pageHeight, vips.ImageBands(image), vips.ImageHasAlpha(image) != 0);
    }

    private static T WithText<T>(string text, Func<nint, T> use)
    {
        var native = Marshal.StringToCoTaskMemUTF8(text);
        try
        {
            return use(native);
        }
        finally
        {
            Marshal.FreeCoTaskMem(native);
        }
    }

    private static string Error(VipsLibrary vips) => PrintableLine.Of(vips.TakeError(), "the decoder gave no reason");

    /// <summary>Gets each strip of rows and forgets it; failing is how libvips is told to stop.</summary>
    [UnmanagedCallersOnly]
    private static int Discard(nint region, nint sequence, nint stopFlag, nint unused, int* stop) => Volatile.Read(ref *(int*)stopFlag) == 0 ? 0 : -1;

    /// <summary>Points to the flag on the decoding thread's stack; it is unregistered before that frame is left.</summary>
    private sealed class StopFlag(int* flag)
    {
        private readonly int* _flag = flag;

        public void Raise() => Volatile.Write(ref *_flag, 1);
    }
}
