using System.Buffers.Binary;
using System.Globalization;

namespace PixCrawler.Imaging.Inspection;

/// <summary>
/// The bytes under inspection and what is known of them. The first rejection stands; every method that can reject
/// returns false then, and the walker stops. Callers ask <see cref="Has"/> before they read.
/// </summary>
internal ref struct Probe(ReadOnlySpan<byte> bytes, InspectionLimits limits)
{
    private int _metadataChunks;
    private long _metadataBytes;

    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public InspectionLimits Limits { get; } = limits;

    public long Width { get; private set; }

    public long Height { get; private set; }

    public long Frames { get; private set; }

    public long DecodedBytes { get; private set; }

    public int Orientation { get; set; }

    /// <summary>Where the format ends, or -1 as long as its end was not seen.</summary>
    public long End { get; set; } = -1;

    public ImageVerdict Verdict { get; private set; }

    public readonly bool Has(long offset, long count) => offset >= 0 && count >= 0 && offset <= Bytes.Length && count <= Bytes.Length - offset;

    public readonly ushort Big16(long at) => BinaryPrimitives.ReadUInt16BigEndian(Bytes[(int)at..]);

    public readonly uint Big32(long at) => BinaryPrimitives.ReadUInt32BigEndian(Bytes[(int)at..]);

    public readonly ulong Big64(long at) => BinaryPrimitives.ReadUInt64BigEndian(Bytes[(int)at..]);

    public readonly ushort Little16(long at) => BinaryPrimitives.ReadUInt16LittleEndian(Bytes[(int)at..]);

    public readonly int Little24(long at) => Bytes[(int)at] | Bytes[(int)at + 1] << 8 | Bytes[(int)at + 2] << 16;

    public readonly uint Little32(long at) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes[(int)at..]);

    public readonly ulong Little64(long at) => BinaryPrimitives.ReadUInt64LittleEndian(Bytes[(int)at..]);

    public readonly bool Matches(long at, ReadOnlySpan<byte> expected) => Has(at, expected.Length) && Bytes.Slice((int)at, expected.Length).SequenceEqual(expected);

    public bool Reject(string reason, FormattableString detail)
    {
        if (Verdict.IsAccepted)
            Verdict = ImageVerdict.Rejected(reason, detail.ToString(CultureInfo.InvariantCulture));
        return false;
    }

    /// <summary>Takes over the rejection of an image inside this one.</summary>
    public bool Take(ImageVerdict inner)
    {
        Verdict = inner;
        return false;
    }

    public bool Corrupt(FormattableString detail) => Reject(RejectionReasons.Corrupt, detail);

    public bool Truncated(FormattableString detail) => Reject(RejectionReasons.Truncated, detail);

    /// <summary>Records the image's size and checks it.</summary>
    public bool SetSize(long width, long height, int bytesPerPixel)
    {
        (Width, Height) = (width, height);
        return CheckSize(width, height, bytesPerPixel);
    }

    /// <summary>Checks a size (of a further page or entry) against the limits. The product can't overflow: both sides are below 2^32.</summary>
    public bool CheckSize(long width, long height, int bytesPerPixel)
    {
        var shorter = Math.Min(width, height);
        var longer = Math.Max(width, height);
        if (shorter < Limits.MinSidePixels)
            return Reject(RejectionReasons.TooSmall, $"{width} x {height} pixels, shortest side allowed {Limits.MinSidePixels}");
        var pixels = (UInt128)(ulong)width * (ulong)height;
        if (pixels > (ulong)Limits.MaxPixels)
            return Reject(RejectionReasons.TooManyPixels, $"{width} x {height} = {pixels:N0} pixels, limit {Limits.MaxPixels:N0}");
        if (longer > Limits.MaxSidePixels)
            return Reject(RejectionReasons.SideTooLong, $"{width} x {height} pixels, longest side allowed {Limits.MaxSidePixels:N0}");
        DecodedBytes = Math.Max(DecodedBytes, (long)pixels * bytesPerPixel);
        return DecodedBytes <= Limits.MaxDecodedBytes
            || Reject(RejectionReasons.DecodedTooLarge, $"{width} x {height} x {bytesPerPixel} bytes = {DecodedBytes:N0} decoded bytes, limit {Limits.MaxDecodedBytes:N0}");
    }

    public bool AddFrame() => SetFrames(Frames + 1);

    public bool SetFrames(long frames)
    {
        Frames = frames;
        return frames <= Limits.MaxFrames || Reject(RejectionReasons.TooManyFrames, $"{frames:N0} frames, limit {Limits.MaxFrames:N0}");
    }

    /// <summary>Counts one metadata chunk.</summary>
    /// <param name="chunkBytes">Its size after decompression.</param>
    public bool AddMetadata(long chunkBytes)
    {
        _metadataBytes += chunkBytes;
        if (chunkBytes > Limits.MaxMetadataChunkBytes)
            return Reject(RejectionReasons.MetadataTooLarge, $"a metadata chunk of at least {chunkBytes:N0} bytes, limit {Limits.MaxMetadataChunkBytes:N0}");
        if (_metadataBytes > Limits.MaxMetadataBytes)
            return Reject(RejectionReasons.MetadataTooLarge, $"at least {_metadataBytes:N0} bytes of metadata, limit {Limits.MaxMetadataBytes:N0}");
        return ++_metadataChunks <= Limits.MaxMetadataChunks
            || Reject(RejectionReasons.MetadataTooLarge, $"more than {Limits.MaxMetadataChunks:N0} metadata chunks");
    }
}
