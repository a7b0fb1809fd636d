using PixCrawler.Imaging.JpegScans;
using PixCrawler.Imaging.Tests.Decoding;
using PixCrawler.Imaging.Tests.Transforms;

namespace PixCrawler.Imaging.Tests.JpegScans;

public sealed class JpegScanCheckTests
{
    [Theory]
    [InlineData("baseline.jpg")]
    [InlineData("progressive.jpg")]
    public void Find_WhenTheSampleIsWhole_FindsNothing(string name) => JpegScanCheck.Find(Sample.Read(name)).ShouldBeNull();

    [Theory]
    [InlineData("baseline.jpg", 10)]
    [InlineData("progressive.jpg", 10)]
    public void Find_WhenTheLastBytesOfTheScanAreMissing_SaysSo(string name, int missing)
    {
        var bytes = Sample.Read(name);
        byte[] cut = [.. bytes[..^(missing + 2)], 0xFF, 0xD9];
        JpegScanCheck.Find(cut).ShouldNotBeNull();
    }

    [Fact]
    public void Find_WhenAByteIsTooMany_SaysHowManyBitsAreLeft()
    {
        var bytes = Sample.Read("baseline.jpg");
        byte[] longer = [.. bytes[..^2], 0x55, 0xFF, 0xD9];
        JpegScanCheck.Find(longer).ShouldNotBeNull().ShouldContain("bits are left");
    }

    /// <summary>Whatever the bytes are, the check ends and throws nothing.</summary>
    [Theory]
    [InlineData("baseline.jpg")]
    [InlineData("progressive.jpg")]
    public void Find_WhenAnyBytesAreDamaged_NeverThrows(string name)
    {
        var good = Sample.Read(name);
        var random = new Random(9);
        for (var i = 0; i < 20_000; i++)
        {
            byte[] bad = [.. good];
            for (var changes = random.Next(1, 6); changes > 0; changes--)
                bad[random.Next(2, bad.Length)] = (byte)random.Next(256);
            JpegScanCheck.Find(bad.AsSpan(0, random.Next(10) == 0 ? random.Next(bad.Length) : bad.Length));
        }
    }

    /// <summary>A tenth of a percent of the bytes, turned in the scan: what a bad disk or a broken transfer leaves.</summary>
    [VipsTheory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Find_WhenFortyBytesOfTheScanAreTurned_FindsEveryOne(int seed)
    {
        var good = await Picture.JpegAsync(640, 480, seed);
        JpegScanCheck.Find(good).ShouldBeNull();
        var random = new Random(seed);
        for (var i = 0; i < 100; i++)
            JpegScanCheck.Find(Turn(good, 40, random)).ShouldNotBeNull();
    }

    /// <summary>Half of all single turned bytes leave valid data with a few wrong blocks: nothing can find those. The rest is found, more than libjpeg warns of.</summary>
    [VipsFact]
    public async Task Find_WhenOneByteIsTurned_FindsAGoodPartOfThem()
    {
        var good = await Picture.JpegAsync(640, 480, seed: 3);
        var random = new Random(3);
        Enumerable.Range(0, 200).Count(_ => JpegScanCheck.Find(Turn(good, 1, random)) is not null).ShouldBeGreaterThan(80);
    }

    private static byte[] Turn(byte[] good, int count, Random random)
    {
        var bad = good.ToArray();
        var scan = good.AsSpan().IndexOf((byte[])[0xFF, 0xDA]) + 14;
        while (count > 0)
        {
            var at = random.Next(scan, bad.Length - 2);
            if (good[at] is 0xFF or 0xAA || good[at - 1] == 0xFF || bad[at] != good[at])
                continue;
            bad[at] ^= 0x55;
            count--;
        }

        return bad;
    }
}
