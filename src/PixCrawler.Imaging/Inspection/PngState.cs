using System.Buffers.Binary;

namespace PixCrawler.Imaging.Inspection;

/// <summary>What the chunks of one PNG said so far, and whether the next one may follow them.</summary>
internal struct PngState
{
    /// <summary>No deflate stream expands further (zlib's technical notes).</summary>
    private const int MaxDeflateRatio = 1032;

    private int _colorType;
    private long _rawBytes;
    private long _rows;
    private long _pixelDataBytes;
    private bool _hasHeader;
    private bool _hasPalette;
    private bool _pixelDataEnded;
    private long _declaredFrames;
    private long _frames;

    public bool Chunk(ref Probe p, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        if (type.SequenceEqual("IHDR"u8) == _hasHeader)
            return p.Corrupt($"the header chunk is missing or repeated");
        if (!_hasHeader)
            return Header(ref p, data);
        if (type.SequenceEqual("IDAT"u8))
        {
            _pixelDataBytes += data.Length;
            return !_pixelDataEnded || p.Corrupt($"pixel data chunks are not consecutive");
        }

        _pixelDataEnded = _pixelDataBytes > 0;
        if (type.SequenceEqual("IEND"u8))
            return Finish(ref p);
        if (type.SequenceEqual("PLTE"u8))
        {
            _hasPalette = true;
            return data.Length is >= 3 and <= 768 && data.Length % 3 == 0 || p.Corrupt($"a palette of {data.Length:N0} bytes");
        }

        if (type.SequenceEqual("acTL"u8))
        {
            _declaredFrames = data.Length >= 8 ? BinaryPrimitives.ReadUInt32BigEndian(data) : 0;
            return _declaredFrames > 0 ? p.SetFrames(_declaredFrames) : p.Corrupt($"an animation without frames");
        }

        if (type.SequenceEqual("fcTL"u8))
            return Frame(ref p, data);
        if (type.SequenceEqual("fdAT"u8))
            return true;
        return (type[0] & 0x20) != 0 ? p.AddMetadata(MetadataBytes(ref p, type, data)) : p.Corrupt($"an unknown critical chunk");
    }

    private bool Header(ref Probe p, ReadOnlySpan<byte> data)
    {
        if (data.Length != 13)
            return p.Corrupt($"a header of {data.Length:N0} bytes");
        _hasHeader = true;
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(data), BinaryPrimitives.ReadUInt32BigEndian(data[4..]));
        var (depth, interlaced) = (data[8], data[12] == 1);
        _colorType = data[9];
        var channels = _colorType switch { 0 or 3 => 1, 2 => 3, 4 => 2, 6 => 4, _ => 0 };
        var validDepth = _colorType switch { 0 => depth is 1 or 2 or 4 or 8 or 16, 3 => depth is 1 or 2 or 4 or 8, _ => depth is 8 or 16 };
        if (channels == 0 || !validDepth || data[10] != 0 || data[11] != 0 || data[12] > 1)
            return p.Corrupt($"colour type {_colorType} with {depth} bits, compression {data[10]}, filter {data[11]}, interlace {data[12]}");
        if (!p.SetSize(width, height, _colorType == 3 ? 4 : channels * (depth == 16 ? 2 : 1)))
            return false;
        if (!interlaced)
            AddRaw(width, height, channels * depth);
        else
        {
            // Adam7: origin and step of the seven passes (W3C PNG, section 8).
            ReadOnlySpan<byte> passes = [0, 0, 8, 8, 4, 0, 8, 8, 0, 4, 4, 8, 2, 0, 4, 4, 0, 2, 2, 4, 1, 0, 2, 2, 0, 1, 1, 2];
            for (; !passes.IsEmpty; passes = passes[4..])
                AddRaw((width + passes[2] - 1 - passes[0]) / passes[2], (height + passes[3] - 1 - passes[1]) / passes[3], channels * depth);
        }

        return true;
    }

    private void AddRaw(long width, long height, int bitsPerPixel)
    {
        if (width <= 0 || height <= 0)
            return;
        _rows += height;
        _rawBytes += height * (1 + (width * bitsPerPixel + 7) / 8);
    }

    private bool Frame(ref Probe p, ReadOnlySpan<byte> data)
    {
        if (data.Length != 26)
            return p.Corrupt($"a frame control chunk of {data.Length:N0} bytes");
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(data[4..]), BinaryPrimitives.ReadUInt32BigEndian(data[8..]));
        var (left, top) = (BinaryPrimitives.ReadUInt32BigEndian(data[12..]), BinaryPrimitives.ReadUInt32BigEndian(data[16..]));
        if (width == 0 || height == 0 || (long)left + width > p.Width || (long)top + height > p.Height)
            return p.Corrupt($"a frame of {width} x {height} at {left}, {top} outside {p.Width} x {p.Height}");
        return p.SetFrames(Math.Max(++_frames, _declaredFrames));
    }

    /// <summary>zTXt, iTXt and iCCP may be compressed: what counts is their inflated size, and no further than one byte past the limit.</summary>
    private static long MetadataBytes(ref Probe p, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        var name = data.IndexOf((byte)0);
        var (isText, isInternational) = (type.SequenceEqual("zTXt"u8) || type.SequenceEqual("iCCP"u8), type.SequenceEqual("iTXt"u8));
        if (name < 0 || data.Length > p.Limits.MaxMetadataChunkBytes || !isText && !isInternational)
            return data.Length;
        var body = data[(name + 1)..];
        if (isText)
            return Math.Max(data.Length, Inflated.Measure(body[Math.Min(1, body.Length)..], p.Limits.MaxMetadataChunkBytes));
        if (body.Length < 2 || body[0] == 0)
            return data.Length;
        body = body[2..];
        for (var skipped = 0; skipped < 2; skipped++)
            body = body[(body.IndexOf((byte)0) + 1)..];
        return Math.Max(data.Length, Inflated.Measure(body, p.Limits.MaxMetadataChunkBytes));
    }

    private readonly bool Finish(ref Probe p)
    {
        if (_pixelDataBytes == 0)
            return p.Truncated($"no pixel data");
        if (_colorType == 3 && !_hasPalette)
            return p.Corrupt($"an indexed image without a palette");
        if (_pixelDataBytes * MaxDeflateRatio < _rawBytes)
            return p.Corrupt($"{_pixelDataBytes:N0} bytes of pixel data can't inflate to the {_rawBytes:N0} of {p.Width} x {p.Height}");
        // Stored blocks and a flush per row cost a few bytes each; twice the raw size and 4 KiB is beyond any honest encoder.
        if (_pixelDataBytes > 2 * _rawBytes + 16 * _rows + 4096)
            return p.Corrupt($"{_pixelDataBytes:N0} bytes of pixel data for an image of {_rawBytes:N0}");
        return p.Frames > 0 || p.SetFrames(1);
    }
}
