using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Workers;

namespace PixCrawler.Imaging.Tests.Workers;

public sealed class WorkerFramesTests
{
    [Fact]
    public void RequestHead_ReadsWhatWasWritten()
    {
        var head = new RequestHead(uint.MaxValue, ImageFormat.WebP, DecodeScale.Reduced, 7, int.MaxValue);
        var bytes = new byte[RequestHead.Size];
        head.Write(bytes);
        RequestHead.Read(bytes).ShouldBe(head);
    }

    [Theory]
    [InlineData(ReplyKind.Ready)]
    [InlineData(ReplyKind.Unusable)]
    [InlineData(ReplyKind.Decoded)]
    [InlineData(ReplyKind.Refused)]
    internal void ReplyHead_ReadsWhatWasWritten(ReplyKind kind)
    {
        var head = new ReplyHead(5, kind, kind == ReplyKind.Decoded ? new DecodedImage(3, 2, 9, 4, true) : null, 77, ReplyHead.MaxTextBytes);
        var bytes = new byte[ReplyHead.Size];
        head.Write(bytes);
        ReplyHead.Read(bytes).ShouldBe(head);
    }

    [Fact]
    public void ReplyHead_WhenAnyBitOfTheMarkTurned_IsRefused()
    {
        var good = new byte[ReplyHead.Size];
        new ReplyHead(5, ReplyKind.Refused, null, 1, 0).Write(good);
        for (var bit = 0; bit < 32; bit++)
        {
            byte[] bad = [.. good];
            bad[bit / 8] ^= (byte)(1 << bit % 8);
            Should.Throw<InvalidDataException>(() => ReplyHead.Read(bad));
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
            "PXR1"u8.CopyTo(noise);
            try
            {
                var head = ReplyHead.Read(noise);
                head.TextBytes.ShouldBeInRange(0, ReplyHead.MaxTextBytes);
                Enum.IsDefined(head.Kind).ShouldBeTrue();
            }
            catch (InvalidDataException)
            {
                // Refused.
            }
        }
    }

    [Fact]
    public void Encode_WhenTheTextIsLong_CutsItToWhatAReplyCarries() =>
        ReplyHead.Encode(new string('\u20ac', 100_000)).Length.ShouldBeLessThanOrEqualTo(ReplyHead.MaxTextBytes);
}
