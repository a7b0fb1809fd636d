using PixCrawler.Imaging.Inspection;

namespace PixCrawler.Imaging.Tests.Inspection;

public sealed class HostileFileTests
{
    /// <summary>Every hostile file and the reason it is rejected for, at every level: none of them reaches a decoder.</summary>
    public static readonly TheoryData<string, string> Verdicts = new()
    {
        { "avif-nested-boxes.avif", RejectionReasons.Corrupt },
        { "bmp-negative-height.bmp", RejectionReasons.TooManyPixels },
        { "bomb-20000x20000.png", RejectionReasons.TooManyPixels },
        { "empty.jpg", RejectionReasons.Empty },
        { "exe-named.jpg", RejectionReasons.RefusedType },
        { "gif-65535-canvas.gif", RejectionReasons.TooManyPixels },
        { "gifar.gif", RejectionReasons.Polyglot },
        { "html-named.jpg", RejectionReasons.RefusedType },
        { "ico-65535-entries.ico", RejectionReasons.TooManyFrames },
        { "jpeg-65535-sof-no-scan.jpg", RejectionReasons.TooManyPixels },
        { "jpeg-marker-loop.jpg", RejectionReasons.MetadataTooLarge },
        { "jpeg-only-soi.jpg", RejectionReasons.Truncated },
        { "one-byte.png", RejectionReasons.NotAnImage },
        { "pdf-named.jpg", RejectionReasons.RefusedType },
        { "png-1x500000000.png", RejectionReasons.TooManyPixels },
        { "png-bad-crc.png", RejectionReasons.Corrupt },
        { "png-idat-inflates-past-size.png", RejectionReasons.Corrupt },
        { "png-max-sides.png", RejectionReasons.TooManyPixels },
        { "png-then-html.png", RejectionReasons.Polyglot },
        { "png-zero-sides.png", RejectionReasons.TooSmall },
        { "png-ztxt-bomb.png", RejectionReasons.MetadataTooLarge },
        { "svg-xxe.svg", RejectionReasons.RefusedType },
        { "tiff-ifd-loop.tif", RejectionReasons.TooSmall },
        { "v.svg", RejectionReasons.RefusedType },
        { "webp-lying-riff-size.webp", RejectionReasons.Truncated },
    };

    [Theory]
    [MemberData(nameof(Verdicts))]
    public void Inspect_WhenTheFileIsHostile_RejectsItForItsReason(string name, string reason) => Sample.ReadHostile(name).ShouldBeRejected(reason);

    [Fact]
    public void TheTableHoldsEveryFile() => Verdicts.Select(row => (string)row[0]).ShouldBe(Sample.HostileNames, ignoreOrder: true);
}
