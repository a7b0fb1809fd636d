using PixCrawler.Imaging.JpegScans;

namespace PixCrawler.Imaging.Tests.JpegScans;

public sealed class MeanDriftTests
{
    private const int Side = 512, Blocks = Side / 8;

    [Fact]
    public void Find_WhenThePictureIsSmooth_FindsNothing() => MeanDrift.Find(Frame(shift: 0, from: 0)).ShouldBeNull();

    [Theory]
    [InlineData(200)]
    [InlineData(-200)]
    public void Find_WhenAllMeansShiftFromABlockOn_SaysWhere(int shift) =>
        MeanDrift.Find(Frame(shift, from: 20 * Blocks + 30)).ShouldNotBeNull().ShouldContain("from block 30 of block row 20");

    /// <summary>A horizon: the step runs along the whole of one row.</summary>
    [Fact]
    public void Find_WhenAnEdgeCrossesThePicture_FindsNothing() => MeanDrift.Find(Frame(shift: 400, from: 20 * Blocks)).ShouldBeNull();

    [Fact]
    public void Find_WhenThereAreRestartMarkers_DoesNotLook()
    {
        var frame = Frame(200, from: 20 * Blocks + 30);
        frame.RestartInterval = 1;
        MeanDrift.Find(frame).ShouldBeNull();
    }

    private static JpegFrame Frame(int shift, int from)
    {
        var frame = new JpegFrame();
        frame.TryReadQuantization([0, .. Enumerable.Repeat((byte)4, 64)]).ShouldBeTrue();
        frame.TryRead(0xC0, [8, Side >> 8, Side & 255, Side >> 8, Side & 255, 1, 1, 0x11, 0]).ShouldBeTrue();
        var random = new Random(1);
        var means = frame.Components[0].Means;
        for (var block = 0; block < means.Length; block++)
            means[block] = (int)(300 * Math.Sin(block % Blocks / 20.0) + 300 * Math.Cos(block / Blocks / 15.0)) + random.Next(-8, 9) + (block >= from ? shift : 0);
        return frame;
    }
}
