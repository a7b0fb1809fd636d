using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Pixels;
using PixCrawler.Imaging.Transforms;
using PixCrawler.Imaging.Workers;

namespace PixCrawler.Imaging.Tests.Workers;

public sealed class WorkerFramesTests
{
    private const int MaxOutput = 1000;

    private static readonly PixelMeasures Measures = new()
    {
        Brightness = 127.5,
        Contrast = 3.25,
        EntropyBits = 7.9,
        DarkShare = 0.1,
        BrightShare = 0.2,
        ChannelRange = 255,
        Colourfulness = 4,
        Sharpness = 88,
    };

    [Fact]
    public void RequestHead_ReadsWhatWasWritten()
    {
        var head = new RequestHead(uint.MaxValue, RequestHead.MaxDetailBytes, int.MaxValue);
        var bytes = new byte[RequestHead.Size];
        head.Write(bytes);
        RequestHead.Read(bytes).ShouldBe(head);
    }

    [Fact]
    public void RequestDetails_ReadWhatWasWritten()
    {
        var request = new DecodeRequest(ImageFormat.WebP, DecodeScale.Full, Timeout.InfiniteTimeSpan, 7)
        {
            ShortestSidePixels = 300,
            Frames = 9,
            Orientation = 6,
            Hash = true,
            Transform = new ImageTransform
            {
                Resize = ResizeMode.CenterCrop,
                SizePixels = 12,
                OnlyIfBigger = false,
                Format = OutputFormat.WebP,
                Quality = 3,
                Lossless = true,
                Animation = AnimationPolicy.Keep,
                Metadata = MetadataPolicy.KeepAll,
                Background = new Background(1, 2, 3),
                MaxOutputBytes = 12345,
            },
        };
        RequestDetails.Read(RequestDetails.Write(request)).ShouldBe(request);
        RequestDetails.Read(RequestDetails.Write(request with { Transform = null })).ShouldBe(request with { Transform = null });
    }

    [Theory]
    [InlineData(ReplyKind.Ready)]
    [InlineData(ReplyKind.Unusable)]
    [InlineData(ReplyKind.Done)]
    internal void ReplyHead_ReadsWhatWasWritten(ReplyKind kind)
    {
        var head = new ReplyHead(5, kind, 77, ReplyHead.MaxDetailBytes, MaxOutput);
        var bytes = new byte[ReplyHead.Size];
        head.Write(bytes);
        ReplyHead.Read(bytes, MaxOutput).ShouldBe(head);
        Should.Throw<InvalidDataException>(() => ReplyHead.Read(bytes, MaxOutput - 1));
    }

    [Fact]
    public void ReplyHead_WhenAnyBitOfTheMarkTurned_IsRefused()
    {
        var good = new byte[ReplyHead.Size];
        new ReplyHead(5, ReplyKind.Done, 1, 0, 0).Write(good);
        for (var bit = 0; bit < 32; bit++)
        {
            byte[] bad = [.. good];
            bad[bit / 8] ^= (byte)(1 << bit % 8);
            Should.Throw<InvalidDataException>(() => ReplyHead.Read(bad, MaxOutput));
        }
    }

    [Fact]
    public void ReplyHead_WhenItIsNoise_IsRefusedOrWithinItsBounds()
    {
        var random = new Random(3);
        var noise = new byte[ReplyHead.Size];
        for (var i = 0; i < 100_000; i++)
        {
            random.NextBytes(noise);
            // With a proper mark in front, so that the rest is judged too.
            "PXR2"u8.CopyTo(noise);
            try
            {
                var head = ReplyHead.Read(noise, MaxOutput);
                head.DetailBytes.ShouldBeInRange(0, ReplyHead.MaxDetailBytes);
                head.OutputBytes.ShouldBeInRange(0, MaxOutput);
                Enum.IsDefined(head.Kind).ShouldBeTrue();
            }
            catch (InvalidDataException)
            {
                // Refused.
            }
        }
    }

    [Fact]
    public void ReplyDetails_ReadWhatWasWritten()
    {
        byte[] file = [1, 2, 3];
        var image = new DecodedImage(3, 2, 9, 4, true) { Measures = Measures, Hashes = new PerceptualHashes(ulong.MaxValue, 5) };
        var output = new TransformedImage(file, ImageFormat.WebP, 4, 5, 6, TransformSteps.Cropped | TransformSteps.Turned);
        var read = ReplyDetails.Read(ReplyDetails.Write(DecodeOutcome.Decoded(image) with { Output = output }), file);
        read.Image.ShouldBe(image);
        read.Output!.Bytes.ToArray().ShouldBe(file);
        (read.Output with { Bytes = output.Bytes }).ShouldBe(output);
    }

    [Fact]
    public void ReplyDetails_KeepKindAndTextOfWhatWentWrong()
    {
        DecodeOutcome[] outcomes = [DecodeOutcome.Refused("a"), DecodeOutcome.Damaged("b"), DecodeOutcome.NotTransformed("c")];
        outcomes.ShouldAllBe(outcome => ReplyDetails.Read(ReplyDetails.Write(outcome), Array.Empty<byte>()) == outcome);
    }

    [Fact]
    public void ReplyDetails_WhenCutOrNoise_AreRefusedOrWithinTheirBounds()
    {
        var random = new Random(4);
        var good = ReplyDetails.Write(DecodeOutcome.Decoded(new DecodedImage(3, 2, 9, 4, true) { Measures = Measures }));
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = good[..random.Next(good.Length + 1)];
            for (var change = random.Next(4); change > 0 && bytes.Length > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                if (ReplyDetails.Read(bytes, []).Image is { } image)
                    (image.Width > 0 && image.Measures is null or { EntropyBits: >= 0 and < 9 }).ShouldBeTrue();
            }
            catch (InvalidDataException)
            {
                // Refused.
            }
        }
    }

    [Fact]
    public void Write_WhenTheTextIsLong_CutsItToWhatAReplyCarries() =>
        ReplyDetails.Write(new string('\u20ac', 100_000)).Length.ShouldBeLessThanOrEqualTo(ReplyHead.MaxDetailBytes);
}
