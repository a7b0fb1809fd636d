using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Tests.Builders;

namespace PixCrawler.Imaging.Tests.Inspection;

public sealed class PngWalkerTests
{
    [Fact]
    public void Inspect_WhenWhole_ReadsTheSize() => Png.Valid(20, 10).ShouldBeAccepted(ImageFormat.Png, 20, 10);

    [Fact]
    public void Inspect_WhenCutAnywhere_Rejects() => Png.Valid(20, 10).ShouldBeRejectedWhenCutAtEverySixteenth();

    [Fact]
    public void Inspect_WhenOnlyTheMagicIsThere_IsTruncated() => Png.Signature.ShouldBeRejected(RejectionReasons.Truncated);

    [Theory]
    [InlineData(1u, 500_000_000u, "1 x 500000000 = 500,000,000 pixels, limit 50,000,000")]
    [InlineData(30_000u, 30_000u, "30000 x 30000 = 900,000,000 pixels, limit 50,000,000")]
    [InlineData(0x7FFFFFFFu, 0x7FFFFFFFu, "2147483647 x 2147483647 = 4,611,686,014,132,420,609 pixels, limit 50,000,000")]
    public void Inspect_WhenTheHeaderClaimsTooMuch_HasTooManyPixels(uint width, uint height, string detail) =>
        Png.Claiming(width, height).ShouldBeRejected(RejectionReasons.TooManyPixels).Verdict.Detail.ShouldBe(detail);

    [Theory]
    [InlineData(0u, 0u)]
    [InlineData(0u, 5u)]
    [InlineData(5u, 0u)]
    public void Inspect_WhenASideIsZero_IsTooSmall(uint width, uint height) => Png.Claiming(width, height).ShouldBeRejected(RejectionReasons.TooSmall);

    [Fact]
    public void Inspect_WhenACriticalChecksumIsWrong_IsCorrupt()
    {
        var bytes = Png.Valid(20, 10);
        bytes[45] ^= 1;
        bytes.ShouldBeRejected(RejectionReasons.Corrupt);
    }

    [Fact]
    public void Inspect_WhenPixelDataIsFarLargerThanTheImage_IsCorrupt() =>
        Bytes.Join(Png.Signature, Png.Header(16, 16), Png.Chunk("IDAT", Png.Deflate(new byte[20_000_000])), Png.End).ShouldBeRejected(RejectionReasons.Corrupt);

    [Fact]
    public void Inspect_WhenPixelDataCannotInflateToTheSize_IsCorrupt() => Png.Claiming(5000, 5000).ShouldBeRejected(RejectionReasons.Corrupt);

    [Fact]
    public void Inspect_WhenStoredWithoutCompression_IsAccepted()
    {
        using var target = new MemoryStream();
        using (var deflater = new System.IO.Compression.ZLibStream(target, System.IO.Compression.CompressionLevel.NoCompression))
            deflater.Write(new byte[100 * 301]);
        Bytes.Join(Png.Signature, Png.Header(100, 100), Png.Chunk("IDAT", target.ToArray()), Png.End).ShouldBeAccepted(ImageFormat.Png, 100, 100);
    }

    [Theory]
    [InlineData("zTXt", "key\0\0")]
    [InlineData("iCCP", "profile\0\0")]
    [InlineData("iTXt", "key\0\x01\0en\0key\0")]
    public void Inspect_WhenCompressedMetadataInflatesPastItsLimit_IsRejected(string type, string prefix)
    {
        var bomb = Png.Chunk(type, Bytes.Join(Bytes.Text(prefix), Png.Deflate(new byte[20_000_000])));
        Png.Valid(16, 16, bomb).ShouldBeRejected(RejectionReasons.MetadataTooLarge);
    }

    [Theory]
    [InlineData("zTXt", "key\0\0")]
    [InlineData("iTXt", "key\0\x01\0en\0key\0")]
    public void Inspect_WhenCompressedMetadataIsSmall_IsAccepted(string type, string prefix) =>
        Png.Valid(16, 16, Png.Chunk(type, Bytes.Join(Bytes.Text(prefix), Png.Deflate(new byte[2000])))).ShouldBeAccepted(ImageFormat.Png, 16, 16);

    [Theory]
    [InlineData(1024 * 1024, null)]
    [InlineData(1024 * 1024 + 1, RejectionReasons.MetadataTooLarge)]
    public void Inspect_WhenOneMetadataChunkIsLarge_HoldsTheLimit(int chunkBytes, string? reason) =>
        InspectionAssert.Inspect(Png.Valid(16, 16, Png.Chunk("tEXt", new byte[chunkBytes]))).Verdict.Reason.ShouldBe(reason);

    [Theory]
    [InlineData(4, null)]
    [InlineData(5, RejectionReasons.MetadataTooLarge)]
    public void Inspect_WhenAllMetadataIsLarge_HoldsTheLimit(int chunks, string? reason) =>
        InspectionAssert.Inspect(Png.Valid(16, 16, Bytes.Repeat(Png.Chunk("tEXt", new byte[1024 * 1024]), chunks))).Verdict.Reason.ShouldBe(reason);

    [Fact]
    public void Inspect_WhenThereAre100000TinyChunks_IsRejected() =>
        Png.Valid(16, 16, Bytes.Repeat(Png.Chunk("tEXt", []), 100_000)).ShouldBeRejected(RejectionReasons.MetadataTooLarge);

    [Fact]
    public void Inspect_WhenAnAnimationClaimsAMillionFrames_IsRejected() =>
        Png.Valid(16, 16, Png.Chunk("acTL", Bytes.Join(Bytes.Big32(1_000_000), Bytes.Big32(0)))).ShouldBeRejected(RejectionReasons.TooManyFrames).FrameCount.ShouldBe(1_000_000);

    [Fact]
    public void Inspect_WhenAnimated_CountsTheFrames() =>
        Png.Valid(16, 16, Png.Chunk("acTL", Bytes.Join(Bytes.Big32(3), Bytes.Big32(0)))).ShouldBeAccepted(ImageFormat.Png, 16, 16, frames: 3);

    [Fact]
    public void Inspect_WhenAFrameLeavesTheCanvas_IsCorrupt()
    {
        var frame = Png.Chunk("fcTL", Bytes.Join(Bytes.Big32(0), Bytes.Big32(16), Bytes.Big32(16), Bytes.Big32(1), Bytes.Big32(0), new byte[6]));
        Png.Valid(16, 16, frame).ShouldBeRejected(RejectionReasons.Corrupt);
    }

    [Fact]
    public void Inspect_WhenTheHeaderIsNotFirst_IsCorrupt() => Bytes.Join(Png.Signature, Png.PixelData(1, 1), Png.Header(1, 1), Png.End).ShouldBeRejected(RejectionReasons.Corrupt);

    [Fact]
    public void Inspect_WhenTheHeaderIsRepeated_IsCorrupt() => Png.Valid(1, 1, Png.Header(1, 1)).ShouldBeRejected(RejectionReasons.Corrupt);

    [Fact]
    public void Inspect_WhenThereIsNoPixelData_IsTruncated() => Bytes.Join(Png.Signature, Png.Header(1, 1), Png.End).ShouldBeRejected(RejectionReasons.Truncated);

    [Fact]
    public void Inspect_WhenAnIndexedImageHasNoPalette_IsCorrupt() => Png.Claiming(1, 1, 8, 3).ShouldBeRejected(RejectionReasons.Corrupt);

    [Fact]
    public void Inspect_WhenSixteenBitPixelsDecodeToTooMuch_IsRejected() =>
        Png.Claiming(7000, 7000, 16, 6).ShouldBeRejected(RejectionReasons.DecodedTooLarge).Verdict.Detail.ShouldBe("7000 x 7000 x 8 bytes = 392,000,000 decoded bytes, limit 268,435,456");
}
