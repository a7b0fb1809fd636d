using Native = PixCrawler.Datasets.Exports.Archives.LibZstd.Native;

namespace PixCrawler.Datasets.Exports.Archives;

/// <summary>Expands a frame while it is read.</summary>
internal sealed class ZstdReadStream : OneWayStream
{
    private readonly Stream _source;
    private readonly byte[] _input = new byte[128 * 1024];
    private readonly Native.Decompressor _context = Native.CreateDecompressor();
    private int _start;
    private int _end;
    private bool _inFrame;

    /// <summary>The last answer filled the whole buffer, so there may be more of it without further input.</summary>
    private bool _holdsOutput;

    public ZstdReadStream(Stream source)
    {
        _source = source;
        if (_context.IsInvalid)
            throw new InvalidOperationException("Zstandard has no memory for a decompressor.");
    }

    public override bool CanRead => true;

    public override unsafe int Read(Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (_start == _end && !_holdsOutput && !Fill())
                return _inFrame ? throw new InvalidDataException("The Zstandard frame ends early.") : 0;
            fixed (byte* bytes = _input)
            fixed (byte* space = buffer)
            {
                var input = new Native.Buffer { Start = (nint)bytes, Size = (nuint)_end, Position = (nuint)_start };
                var output = new Native.Buffer { Start = (nint)space, Size = (nuint)buffer.Length };
                _inFrame = Native.Checked(Native.Decompress(_context, ref output, ref input)) > 0;
                _start = (int)input.Position;
                _holdsOutput = _inFrame && output.Position == output.Size;
                if (output.Position > 0)
                    return (int)output.Position;
            }
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        _context.Dispose();
        base.Dispose(disposing);
    }

    private bool Fill()
    {
        (_start, _end) = (0, _source.Read(_input));
        return _end > 0;
    }
}
