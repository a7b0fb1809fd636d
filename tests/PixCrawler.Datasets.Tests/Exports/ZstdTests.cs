using PixCrawler.Datasets.Exports.Archives;

namespace PixCrawler.Datasets.Tests.Exports;

public sealed class ZstdTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(131_072)]
    [InlineData(3_000_001)]
    public void Decompress_GivesBackWhatWasCompressed(int length)
    {
        var bytes = Samples.Bytes(3, length);
        Array.Fill(bytes, (byte)7, 0, length / 2);

        var frame = Compress(bytes, 10);

        Decompress(frame).ShouldBe(bytes);
        Compress(bytes, 10).ShouldBe(frame);
    }

    [Fact]
    public void Decompress_WhenAllOneByte_GivesBackMoreThanABufferOfOutputForOneOfInput() =>
        Decompress(Compress(new byte[50_000_000], 3)).Length.ShouldBe(50_000_000);

    [Fact]
    public void Decompress_WhenCutAnywhere_Throws()
    {
        var frame = Compress(Samples.Bytes(1, 1000), 1);

        for (var length = 1; length < frame.Length; length += 13)
            Should.Throw<InvalidDataException>(() => Decompress(frame[..length]));
    }

    [Fact]
    public void Decompress_WhenABitFlips_Throws()
    {
        var frame = Compress(Samples.Bytes(1, 1000), 1);
        frame[500] ^= 4;

        Should.Throw<InvalidDataException>(() => Decompress(frame));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public void Compress_WhenTheLevelIsOutOfRange_Throws(int level) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new LibZstd().Compress(Stream.Null, level));

    private static byte[] Compress(byte[] bytes, int level)
    {
        using var target = new MemoryStream();
        using (var stream = new LibZstd().Compress(target, level))
            stream.Write(bytes);
        return target.ToArray();
    }

    private static byte[] Decompress(byte[] frame)
    {
        using var target = new MemoryStream();
        using var stream = new LibZstd().Decompress(new MemoryStream(frame));
        stream.CopyTo(target);
        return target.ToArray();
    }
}
