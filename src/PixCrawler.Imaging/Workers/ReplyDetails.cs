using System.Text;
using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Pixels;
using PixCrawler.Imaging.Transforms;

namespace PixCrawler.Imaging.Workers;

/// <summary>A decode outcome as bytes, but for what was made of the image, which follows. What is read is not believed: every figure is held against its range.</summary>
internal static class ReplyDetails
{
    private const int MaxTextCharacters = 512;

    private enum Kind : byte
    {
        Decoded,
        Refused,
        Damaged,
        NotTransformed,
    }

    /// <summary>Cuts a text to what a reply may carry.</summary>
    public static byte[] Write(string text) => Encoding.UTF8.GetBytes(text.Length > MaxTextCharacters ? text[..MaxTextCharacters] : text);

    public static byte[] Write(DecodeOutcome outcome)
    {
        using var target = new MemoryStream();
        using var writer = new BinaryWriter(target, Encoding.UTF8);
        writer.Write((byte)KindOf(outcome));
        if (outcome.Image is { } image)
            Write(writer, image, outcome.Output);
        else
            writer.Write(Write(outcome.Error ?? ""));
        writer.Flush();
        return target.ToArray();
    }

    /// <param name="details">The bytes.</param>
    /// <param name="output">What was made of the image.</param>
    /// <exception cref="InvalidDataException">These bytes are no outcome: the worker is not to be believed any more.</exception>
    public static DecodeOutcome Read(byte[] details, byte[] output)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(details, writable: false), Encoding.UTF8);
            var kind = (Kind)reader.ReadByte();
            if (kind == Kind.Decoded)
                return ReadImage(reader, output);
            var text = PrintableLine.Of(Encoding.UTF8.GetString(details.AsSpan(1)), "the decoder gave no reason");
            return kind switch
            {
                Kind.Refused => DecodeOutcome.Refused(text),
                Kind.Damaged => DecodeOutcome.Damaged(text),
                Kind.NotTransformed => DecodeOutcome.NotTransformed(text),
                _ => throw new InvalidDataException("no outcome"),
            };
        }
        catch (EndOfStreamException error)
        {
            throw new InvalidDataException("an outcome that is cut", error);
        }
    }

    private static Kind KindOf(DecodeOutcome outcome) => outcome switch
    {
        { Image: not null } => Kind.Decoded,
        { Corrupt: true } => Kind.Damaged,
        { TransformFailed: true } => Kind.NotTransformed,
        _ => Kind.Refused,
    };

    private static void Write(BinaryWriter writer, DecodedImage image, TransformedImage? output)
    {
        writer.Write(image.Width);
        writer.Write(image.Height);
        writer.Write(image.Frames);
        writer.Write(image.Bands);
        writer.Write(image.HasAlpha);
        writer.Write(image.Measures is not null);
        if (image.Measures is { } measures)
            Write(writer, measures);
        writer.Write(image.Hashes is not null);
        writer.Write(image.Hashes?.DHash ?? 0);
        writer.Write(image.Hashes?.PHash ?? 0);
        writer.Write((int)(output?.Format ?? ImageFormat.Unknown));
        writer.Write(output?.Width ?? 0);
        writer.Write(output?.Height ?? 0);
        writer.Write(output?.Frames ?? 0);
        writer.Write((int)(output?.Steps ?? TransformSteps.None));
    }

    private static DecodeOutcome ReadImage(BinaryReader reader, byte[] output)
    {
        var image = new DecodedImage(Positive(reader), Positive(reader), Positive(reader), Positive(reader), reader.ReadBoolean());
        image = image with { Measures = reader.ReadBoolean() ? ReadMeasures(reader) : null };
        var (hasHashes, hashes) = (reader.ReadBoolean(), new PerceptualHashes(reader.ReadUInt64(), reader.ReadUInt64()));
        var outcome = DecodeOutcome.Decoded(image with { Hashes = hasHashes ? hashes : null });
        var format = (ImageFormat)reader.ReadInt32();
        if (format == ImageFormat.Unknown)
            return outcome;
        if (format is not (ImageFormat.Jpeg or ImageFormat.Png or ImageFormat.WebP) || output.Length == 0)
            throw new InvalidDataException("no format that is written");
        return outcome with { Output = new TransformedImage(output, format, Positive(reader), Positive(reader), Positive(reader), (TransformSteps)reader.ReadInt32()) };
    }

    private static void Write(BinaryWriter writer, PixelMeasures measures)
    {
        writer.Write(measures.Brightness);
        writer.Write(measures.Contrast);
        writer.Write(measures.EntropyBits);
        writer.Write(measures.DarkShare);
        writer.Write(measures.BrightShare);
        writer.Write(measures.ChannelRange);
        writer.Write(measures.Colourfulness);
        writer.Write(measures.Sharpness ?? -1);
    }

    private static PixelMeasures ReadMeasures(BinaryReader reader) => new()
    {
        Brightness = Within(reader.ReadDouble(), 255),
        Contrast = Within(reader.ReadDouble(), 128),
        EntropyBits = Within(reader.ReadDouble(), 8.001),
        DarkShare = Within(reader.ReadDouble(), 1),
        BrightShare = Within(reader.ReadDouble(), 1),
        ChannelRange = (int)Within(reader.ReadInt32(), 255),
        Colourfulness = (int)Within(reader.ReadInt32(), 255),
        Sharpness = reader.ReadDouble() is var sharpness && sharpness < 0 ? null : Within(sharpness, 2_000_000),
    };

    private static int Positive(BinaryReader reader) => reader.ReadInt32() is var value and > 0 ? value : throw new InvalidDataException("a figure that is not positive");

    private static double Within(double value, double most) => value >= 0 && value <= most ? value : throw new InvalidDataException("a figure out of its range");
}
