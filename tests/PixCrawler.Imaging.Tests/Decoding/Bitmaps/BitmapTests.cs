using PixCrawler.Contracts.Validation;
using PixCrawler.Imaging.Decoding.Bitmaps;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Tests.Builders;
using PixCrawler.Imaging.Tests.Inspection;
using PixCrawler.Imaging.Tests.Transforms;
using PixCrawler.Imaging.Transforms;
using PixCrawler.Imaging.Validation;
using static PixCrawler.Imaging.Tests.Builders.Bytes;

namespace PixCrawler.Imaging.Tests.Decoding.Bitmaps;

public sealed class BitmapTests
{
    private const int Seed = 20_261_122;

    /// <summary>Two rows of two: red, green, then blue, white.</summary>
    private static readonly byte[] Expected = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255];

    private static readonly byte[] Palette = [0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0, 255, 255, 255, 0];

    public static readonly TheoryData<string, byte[]> Kinds = new()
    {
        { "24 bits, from the bottom", Bmp.File(Bmp.Info(2, 2), [255, 0, 0, 255, 255, 255, 0, 0, 0, 0, 255, 0, 255, 0, 0, 0]) },
        { "24 bits, from the top", Bmp.File(Bmp.Info(2, -2), [0, 0, 255, 0, 255, 0, 0, 0, 255, 0, 0, 255, 255, 255, 0, 0]) },
        { "24 bits, oldest header", Bmp.File(Bmp.Core(2, 2), [255, 0, 0, 255, 255, 255, 0, 0, 0, 0, 255, 0, 255, 0, 0, 0]) },
        { "2 bits", WithPalette(2, 0, [0b10_11_0000, 0, 0, 0, 0b00_01_0000, 0, 0, 0]) },
        { "4 bits", WithPalette(4, 0, [0x23, 0, 0, 0, 0x01, 0, 0, 0]) },
        { "8 bits", WithPalette(8, 0, [2, 3, 0, 0, 0, 1, 0, 0]) },
        { "runs of 8 bits", WithPalette(8, 1, [1, 2, 1, 3, 0, 0, 0, 2, 0, 0, 1, 0, 1, 1, 0, 1]) },
        { "runs of 4 bits", WithPalette(4, 2, [2, 0x23, 0, 0, 2, 0x01, 0, 1]) },
        { "16 bits", Bmp.File(Bmp.Info(2, 2, 16), [0x1F, 0, 0xFF, 0x7F, 0, 0x7C, 0xE0, 0x03]) },
        { "16 bits by masks", Bmp.File(Join(Bmp.Info(2, 2, 16, 3), Little32(0xF800), Little32(0x07E0), Little32(0x001F)), [0x1F, 0, 0xFF, 0xFF, 0, 0xF8, 0xE0, 0x07]) },
        { "32 bits", Bmp.File(Bmp.Info(2, 2, 32), [255, 0, 0, 9, 255, 255, 255, 9, 0, 0, 255, 9, 0, 255, 0, 9]) },
        { "32 bits by masks of ten", Bmp.File(
            Join(Bmp.Info(2, 2, 32, 3), Little32(0x3FF), Little32(0x3FF << 10), Little32(0x3FF << 20)),
            Join(Little32(0x3FF << 20), Little32(0x3FFFFFFF), Little32(0x3FF), Little32(0x3FF << 10))) },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Decode_OfEachKind_GivesItsPixels(string kind, byte[] file)
    {
        InspectionAssert.Inspect(file, InspectionLimits.Default).Verdict.ShouldBe(ImageVerdict.Accepted, kind);
        var bitmap = Bitmap.Decode(file, isIcon: false, out _).ShouldNotBeNull(kind);
        (bitmap.Width, bitmap.Height, bitmap.Bands).ShouldBe((2, 2, 3));
        bitmap.Pixels.ShouldBe(Expected, kind);
    }

    /// <summary>Three pixels one by one with a byte of padding, a move over one pixel, the rest left out.</summary>
    [Theory]
    [InlineData(8, 1, new byte[] { 0, 3, 2, 3, 1, 0, 0, 2, 1, 0, 1, 1, 0, 1 })]
    [InlineData(4, 2, new byte[] { 0, 3, 0x23, 0x10, 0, 2, 1, 0, 1, 0x10, 0, 1 })]
    public void Decode_OfRuns_FollowsTheirEveryOrder(int bits, uint compression, byte[] runs)
    {
        var info = Bmp.Info(6, 1, bits, compression);
        info[32] = 4;
        Bitmap.Decode(Bmp.File(Join(info, Palette), runs), isIcon: false, out _)!.Pixels
            .ShouldBe([0, 0, 255, 255, 255, 255, 0, 255, 0, 255, 0, 0, 0, 255, 0, 255, 0, 0]);
    }

    [Fact]
    public void Decode_WhenAMaskIsAlpha_KeepsIt()
    {
        var info = Bmp.Info(2, 1, 32, 3, size: 56);
        uint[] masks = [0xFF0000, 0xFF00, 0xFF, 0xFF000000];
        for (var i = 0; i < masks.Length; i++)
            Little32(masks[i]).CopyTo(info, 40 + 4 * i);
        var seen = Bitmap.Decode(Bmp.File(info, [3, 2, 1, 128, 6, 5, 4, 0]), isIcon: false, out _)!;
        seen.Pixels.ShouldBe([1, 2, 3, 128, 4, 5, 6, 0]);
        var unused = Bitmap.Decode(Bmp.File(info, [3, 2, 1, 0, 6, 5, 4, 0]), isIcon: false, out _)!;
        unused.Pixels.ShouldBe([1, 2, 3, 255, 4, 5, 6, 255]);
    }

    [Fact]
    public void Decode_OfAnIcon_HidesWhatItsMaskHides()
    {
        byte[] pixels = [3, 2, 1, 6, 5, 4, 0, 0], mask = [0b0100_0000, 0, 0, 0];
        var bitmap = Bitmap.Decode(Join(Bmp.Info(2, 2), pixels, mask), isIcon: true, out _)!;
        (bitmap.Height, bitmap.Bands).ShouldBe((1, 4));
        bitmap.Pixels.ShouldBe([1, 2, 3, 255, 4, 5, 6, 0]);
    }

    [Theory]
    [InlineData(true, "colour 9 of a palette of 4")]
    [InlineData(false, "cut")]
    public void Decode_WhenPixelsAreWrong_SaysWhy(bool isPalette, string why)
    {
        var file = isPalette ? WithPalette(8, 0, [9, 3, 0, 0, 0, 1, 0, 0]) : Bmp.Valid(4, 4)[..^1];
        Bitmap.Decode(file, isIcon: false, out var whyNot).ShouldBeNull();
        whyNot.ShouldContain(why);
    }

    /// <summary>Whatever the bytes are, it ends and throws nothing, also without an inspection.</summary>
    [Fact]
    public void Decode_WhenBytesAreDamaged_NeverThrows()
    {
        var random = new Random(Seed);
        byte[][] files = [.. Kinds.Select(row => (byte[])row[1]), Ico.Bitmap(16)];
        for (var i = 0; i < 100_000; i++)
        {
            var isIcon = i % files.Length == files.Length - 1;
            var bad = files[i % files.Length].ToArray();
            for (var changes = random.Next(1, 5); changes > 0; changes--)
                bad[random.Next(bad.Length)] = (byte)random.Next(256);
            // Sizes of many gigabytes are for the inspector.
            var header = isIcon ? 0 : 14;
            (bad[header + 5], bad[header + 6], bad[header + 7]) = (0, 0, 0);
            (bad[header + 9], bad[header + 10], bad[header + 11]) = (0, 0, (byte)(bad[header + 11] & 0x80));
            Bitmap.Decode(bad.AsSpan(0, random.Next(4) == 0 ? random.Next(bad.Length) : bad.Length), isIcon, out _);
        }
    }

    [VipsTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Validate_OfABitmapOrAnIcon_SeesWhatAPngOfItShows(bool isIcon)
    {
        var png = Picture.Png(96, 64, seed: 4);
        var pixels = PngPixels.Read(png);
        var rows = Enumerable.Range(0, 64).SelectMany(y => Enumerable.Range(0, 96).SelectMany(x => pixels[x, 63 - y].Reverse())).ToArray();
        var file = isIcon ? Ico.File(png) : Bmp.File(Bmp.Info(96, 64), rows);
        var expected = await ValidateAsync(png);
        var seen = await ValidateAsync(file);
        seen.Verdict.ShouldBe(ImageVerdict.Accepted);
        seen.Hashes.ShouldBe(expected.Hashes.ShouldNotBeNull());
        seen.Measures.ShouldBe(expected.Measures);
        seen.Output!.Bytes.ToArray().ShouldBe(expected.Output!.Bytes.ToArray());
    }

    [VipsFact]
    public async Task Validate_OfABitmapOfOneColour_RejectsItAsUniform() =>
        (await ValidateAsync(Bmp.Valid(16, 16))).Verdict.Reason.ShouldBe(RejectionReasons.Uniform);

    private static byte[] WithPalette(int bits, uint compression, byte[] pixels)
    {
        var info = Bmp.Info(2, 2, bits, compression);
        info[32] = 4;
        return Bmp.File(Join(info, Palette), pixels);
    }

    private static async Task<ImageValidation> ValidateAsync(byte[] bytes)
    {
        using var validator = new ImageValidator(new ImageValidatorOptions { HighestLevel = ValidationLevel.Slow }, Vips.Lent);
        var transform = new ImageTransform { Format = OutputFormat.Png, Resize = ResizeMode.KeepRatio, SizePixels = 24 };
        return await validator.ValidateAsync(bytes, new ValidationRequest(ValidationLevel.Slow, InspectionLimits.Default) { Hash = true, Transform = transform }, CancellationToken.None);
    }
}
