using System.Text;
using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Transforms;

namespace PixCrawler.Imaging.Workers;

/// <summary>A decode request as bytes. The timeout stays behind: the pool keeps it.</summary>
internal static class RequestDetails
{
    public static byte[] Write(DecodeRequest request)
    {
        using var target = new MemoryStream();
        using var writer = new BinaryWriter(target, Encoding.UTF8);
        writer.Write((int)request.Format);
        writer.Write((int)request.Scale);
        writer.Write(request.MaxFrames);
        writer.Write(request.ShortestSidePixels);
        writer.Write(request.Frames);
        writer.Write(request.Orientation);
        writer.Write(request.Hash);
        writer.Write(request.Transform is not null);
        if (request.Transform is { } transform)
            Write(writer, transform);
        writer.Flush();
        return target.ToArray();
    }

    /// <exception cref="IOException">There are fewer bytes than a request has.</exception>
    public static DecodeRequest Read(byte[] details)
    {
        using var reader = new BinaryReader(new MemoryStream(details, writable: false), Encoding.UTF8);
        var request = new DecodeRequest((ImageFormat)reader.ReadInt32(), (DecodeScale)reader.ReadInt32(), Timeout.InfiniteTimeSpan, reader.ReadInt32())
        {
            ShortestSidePixels = reader.ReadInt32(),
            Frames = reader.ReadInt32(),
            Orientation = reader.ReadInt32(),
            Hash = reader.ReadBoolean(),
        };
        return reader.ReadBoolean() ? request with { Transform = ReadTransform(reader) } : request;
    }

    private static void Write(BinaryWriter writer, ImageTransform transform)
    {
        writer.Write((int)transform.Resize);
        writer.Write(transform.SizePixels);
        writer.Write(transform.OnlyIfBigger);
        writer.Write((int)transform.Format);
        writer.Write(transform.Quality);
        writer.Write(transform.Lossless);
        writer.Write((int)transform.Animation);
        writer.Write((int)transform.Metadata);
        writer.Write(transform.Background.Red);
        writer.Write(transform.Background.Green);
        writer.Write(transform.Background.Blue);
        writer.Write(transform.MaxOutputBytes);
    }

    private static ImageTransform ReadTransform(BinaryReader reader) => new()
    {
        Resize = (ResizeMode)reader.ReadInt32(),
        SizePixels = reader.ReadInt32(),
        OnlyIfBigger = reader.ReadBoolean(),
        Format = (OutputFormat)reader.ReadInt32(),
        Quality = reader.ReadInt32(),
        Lossless = reader.ReadBoolean(),
        Animation = (AnimationPolicy)reader.ReadInt32(),
        Metadata = (MetadataPolicy)reader.ReadInt32(),
        Background = new Background(reader.ReadByte(), reader.ReadByte(), reader.ReadByte()),
        MaxOutputBytes = reader.ReadInt32(),
    };
}
