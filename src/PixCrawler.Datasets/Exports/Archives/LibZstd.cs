using System.Reflection;
using System.Runtime.InteropServices;
using PixCrawler.Contracts.Errors;

namespace PixCrawler.Datasets.Exports.Archives;

/// <summary>Zstandard by the C library <c>libzstd</c> 1.4 or newer, which every Linux distribution has.</summary>
public sealed partial class LibZstd : IZstandard
{
    private const int MinVersion = 10400;

    /// <summary>Whether the library is on this machine.</summary>
    public static bool IsAvailable => Version() >= MinVersion;

    /// <inheritdoc/>
    /// <exception cref="InvalidInputException">The library is missing.</exception>
    public Stream Compress(Stream target, int level)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(level, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, 19);
        ThrowIfMissing();
        return new ZstdWriteStream(target, level);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidInputException">The library is missing.</exception>
    public Stream Decompress(Stream source)
    {
        ThrowIfMissing();
        return new ZstdReadStream(source);
    }

    private static void ThrowIfMissing()
    {
        if (!IsAvailable)
        {
            throw new InvalidInputException(
                "zstd-missing", "tar.zst needs the library libzstd, 1.4 or newer (sudo apt-get install libzstd1), or choose zip.");
        }
    }

    private static uint Version()
    {
        try
        {
            return Native.VersionNumber();
        }
        catch (DllNotFoundException)
        {
            return 0;
        }
    }

    /// <summary>The part of zstd.h that is used. Results are sizes, or errors that <see cref="IsError"/> knows.</summary>
    internal static partial class Native
    {
        public const int CompressionLevel = 100;
        public const int ChecksumFlag = 201;
        public const int Continue = 0;
        public const int End = 2;

        private const string Library = "libzstd";

        static Native() => NativeLibrary.SetDllImportResolver(typeof(Native).Assembly, Resolve);

        [LibraryImport(Library, EntryPoint = "ZSTD_versionNumber")]
        public static partial uint VersionNumber();

        [LibraryImport(Library, EntryPoint = "ZSTD_createCCtx")]
        public static partial Compressor CreateCompressor();

        [LibraryImport(Library, EntryPoint = "ZSTD_freeCCtx")]
        public static partial nuint FreeCompressor(nint context);

        [LibraryImport(Library, EntryPoint = "ZSTD_CCtx_setParameter")]
        public static partial nuint Set(Compressor context, int parameter, int value);

        [LibraryImport(Library, EntryPoint = "ZSTD_compressStream2")]
        public static partial nuint Compress(Compressor context, ref Buffer output, ref Buffer input, int operation);

        [LibraryImport(Library, EntryPoint = "ZSTD_createDCtx")]
        public static partial Decompressor CreateDecompressor();

        [LibraryImport(Library, EntryPoint = "ZSTD_freeDCtx")]
        public static partial nuint FreeDecompressor(nint context);

        [LibraryImport(Library, EntryPoint = "ZSTD_decompressStream")]
        public static partial nuint Decompress(Decompressor context, ref Buffer output, ref Buffer input);

        [LibraryImport(Library, EntryPoint = "ZSTD_isError")]
        public static partial uint IsError(nuint code);

        [LibraryImport(Library, EntryPoint = "ZSTD_getErrorName")]
        public static partial nint ErrorName(nuint code);

        public static nuint Checked(nuint code) => IsError(code) == 0
            ? code
            : throw new InvalidDataException($"Zstandard: {Marshal.PtrToStringUTF8(ErrorName(code))}.");

        // The development package has the name without the number; most machines have only the other.
        private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
        {
            if (name != Library)
                return 0;
            string[] names = OperatingSystem.IsWindows() ? ["libzstd.dll", "zstd.dll"]
                : OperatingSystem.IsMacOS() ? ["libzstd.1.dylib", "/opt/homebrew/lib/libzstd.1.dylib"]
                : ["libzstd.so.1", "libzstd.so"];
            foreach (var candidate in names)
            {
                if (NativeLibrary.TryLoad(candidate, out var handle))
                    return handle;
            }

            return 0;
        }

        /// <summary>ZSTD_CCtx.</summary>
        public sealed class Compressor() : SafeHandle(0, ownsHandle: true)
        {
            public override bool IsInvalid => handle == 0;

            protected override bool ReleaseHandle() => FreeCompressor(handle) == 0;
        }

        /// <summary>ZSTD_DCtx.</summary>
        public sealed class Decompressor() : SafeHandle(0, ownsHandle: true)
        {
            public override bool IsInvalid => handle == 0;

            protected override bool ReleaseHandle() => FreeDecompressor(handle) == 0;
        }

        /// <summary>ZSTD_inBuffer and ZSTD_outBuffer, which have the same fields.</summary>
        [StructLayout(LayoutKind.Sequential)]
        public struct Buffer
        {
            public nint Start;
            public nuint Size;
            public nuint Position;
        }
    }
}
