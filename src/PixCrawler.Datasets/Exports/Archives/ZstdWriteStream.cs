using Native = PixCrawler.Datasets.Exports.Archives.LibZstd.Native;

namespace PixCrawler.Datasets.Exports.Archives;

/// <summary>Compresses what is written to it, on the calling thread; more threads would make the bytes depend on their number.</summary>
internal sealed class ZstdWriteStream : OneWayStream
{
    private readonly Stream _target;
    private readonly byte[] _output = new byte[128 * 1024];
    private readonly Native.Compressor _context = Native.CreateCompressor();

    public ZstdWriteStream(Stream target, int level)
    {
        _target = target;
        if (_context.IsInvalid)
            throw new InvalidOperationException("Zstandard has no memory for a compressor.");
        Native.Checked(Native.Set(_context, Native.CompressionLevel, level));
        Native.Checked(Native.Set(_context, Native.ChecksumFlag, 1));
    }

    public override bool CanWrite => true;

    public override void Write(ReadOnlySpan<byte> buffer) => Drive(buffer, Native.Continue);

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_context.IsClosed)
        {
            using (_context)
                Drive([], Native.End);
        }

        base.Dispose(disposing);
    }

    private unsafe void Drive(ReadOnlySpan<byte> bytes, int operation)
    {
        fixed (byte* start = bytes)
        fixed (byte* space = _output)
        {
            var input = new Native.Buffer { Start = (nint)start, Size = (nuint)bytes.Length };
            nuint left;
            do
            {
                var output = new Native.Buffer { Start = (nint)space, Size = (nuint)_output.Length };
                left = Native.Checked(Native.Compress(_context, ref output, ref input, operation));
                _target.Write(_output, 0, (int)output.Position);
            }
            while (operation == Native.End ? left > 0 : input.Position < input.Size);
        }
    }
}
