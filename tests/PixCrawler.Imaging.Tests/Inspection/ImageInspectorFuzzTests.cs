using System.Diagnostics;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Tests.Builders;

namespace PixCrawler.Imaging.Tests.Inspection;

public sealed class ImageInspectorFuzzTests
{
    private const int Seed = 20_260_901, RandomInputs = 60_000, Mutations = 160_000, MaxRandomBytes = 2_000;

    private static readonly byte[][] Starts =
    [
        [0xFF, 0xD8, 0xFF, 0xC0], Png.Signature, Gif.Header(9, 9), Bytes.Text("RIFF\x20\0\0\0WEBPVP8X"), Bytes.Text("BM"), Bytes.Text("II*\0\x08\0\0\0"),
        Bytes.Text("MM\0+\0\x08\0\0\0\0\0\0\0\0\0\x10"), Iso.FileType(), [0, 0, 1, 0, 2, 0], Bytes.Text("<?xml"), [],
    ];

    [Fact]
    public void Inspect_WhenBytesAreRandom_NeverThrows()
    {
        var random = new Random(Seed);
        for (var i = 0; i < RandomInputs; i++)
        {
            var bytes = new byte[random.Next(MaxRandomBytes)];
            random.NextBytes(bytes);
            var start = Starts[i % Starts.Length];
            start.AsSpan(0, Math.Min(start.Length, bytes.Length)).CopyTo(bytes);
            CheckIsConsistent(bytes);
        }
    }

    [Fact]
    public void Inspect_WhenAValidSampleIsMutated_NeverThrows()
    {
        var random = new Random(Seed);
        byte[][] samples = [.. Sample.ValidNames.Select(Sample.Read), Jpeg.Valid(16, 8, Jpeg.Exif(6)), Png.Valid(4, 4), Gif.Valid(2, 2, 3), Bmp.Valid(4, 4),
            Bmp.File(Bmp.Info(4, 1, 8, 1), [4, 7, 0, 1]), Tiff.Valid(), WebP.File(WebP.Extended(40, 30, 2), WebP.Frame(0, 0, 40, 30)), Iso.Valid(), Ico.File(Ico.Bitmap(16), Png.Valid(8, 8))];
        for (var i = 0; i < Mutations; i++)
            CheckIsConsistent(Mutate(samples[i % samples.Length], random));
    }

    [Fact]
    public void Inspect_WhenTheInputIsMadeToBeSlow_StaysLinear()
    {
        var limits = new InspectionLimits { MaxFrames = 1_000_000, MaxMetadataChunks = 1_000_000, MaxScans = 10_000, TrailingData = TrailingDataPolicy.Keep };
        foreach (var (name, bytes) in WorstCases())
        {
            // Quadratic work on a few megabytes takes minutes; the wide bound leaves room for a busy machine.
            var start = Stopwatch.GetTimestamp();
            InspectionAssert.Inspect(bytes, limits);
            Stopwatch.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(5), name);
        }
    }

    private static IEnumerable<(string Name, byte[] Bytes)> WorstCases()
    {
        yield return ("jpeg segments", Jpeg.Valid(16, 8, Repeat(Jpeg.Segment(0xE0, []), 900_000)));
        yield return ("jpeg of fill bytes", Bytes.Join(Jpeg.Start, Repeat([0xFF], 4_000_000)));
        yield return ("jpeg of restart markers", Bytes.Join(Jpeg.Start, Jpeg.Frame(16, 8), Jpeg.Scan(), Repeat([0xFF, 0xD0], 2_000_000)));
        yield return ("png chunks", Png.Valid(4, 4, Repeat(Png.Chunk("tEXt", []), 300_000)));
        yield return ("png bombs", Png.Valid(4, 4, Repeat(Png.Chunk("zTXt", Bytes.Join(Bytes.Text("k\0\0"), Png.Deflate(new byte[100_000]))), 20_000)));
        yield return ("gif frames", Bytes.Join(Gif.Header(1, 1), Repeat(Gif.Frame(), 200_000), Gif.End));
        yield return ("gif of empty extensions", Bytes.Join(Gif.Header(1, 1), Repeat([0x21, 0xF9, 0], 1_000_000)));
        yield return ("tiff that loops over a large directory", Bytes.Join(Tiff.Header(8), [0x60, 0xEA], Repeat(Tiff.Long(273, 8, 100_000), 60_000), Bytes.Little32(8)));
        yield return ("trailing angle brackets", Bytes.Join(Gif.Valid(), Repeat([(byte)'<'], 4_000_000)));
        yield return ("icon of a thousand entries on one image", Bytes.Join([0, 0, 1, 0, 0xE8, 3], Repeat(Ico.Entry(16, 16, 2_000_000, 16_006), 1000), Png.Valid(16, 16), new byte[2_100_000]));
        yield return ("riff of empty chunks", WebP.File(WebP.Lossless(4, 4), Repeat(WebP.Chunk("JUNK", []), 400_000)));
        yield return ("boxes of eight bytes", Bytes.Join(Iso.FileType(), Repeat(Iso.Box("free"), 400_000)));
    }

    private static byte[] Repeat(byte[] part, int times)
    {
        var bytes = new byte[part.Length * times];
        for (var i = 0; i < times; i++)
            part.CopyTo(bytes, i * part.Length);
        return bytes;
    }

    private static void CheckIsConsistent(byte[] bytes)
    {
        var inspection = InspectionAssert.Inspect(bytes);
        inspection.TrailingBytes.ShouldBeInRange(0, bytes.Length);
        (inspection.Verdict.IsAccepted && !inspection.IsComplete).ShouldBeFalse();
        (inspection.Verdict.IsAccepted && (inspection.Width < 1 || inspection.Height < 1 || inspection.FrameCount < 1)).ShouldBeFalse();
    }

    private static byte[] Mutate(byte[] sample, Random random)
    {
        byte[] bytes = [.. sample];
        for (var change = random.Next(1, 6); change > 0 && bytes.Length > 1; change--)
        {
            var at = random.Next(bytes.Length);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.AsSpan(at, Math.Min(4, bytes.Length - at)).Fill(random.Next(2) == 0 ? (byte)0xFF : (byte)0);
                    break;
                case 3:
                    bytes = bytes[..at];
                    break;
                case 4:
                    bytes = [.. bytes[..at], .. bytes[random.Next(bytes.Length)..]];
                    break;
                default:
                    var length = Math.Min(random.Next(1, 64), bytes.Length - at);
                    bytes.AsSpan(at, length).CopyTo(bytes.AsSpan(random.Next(bytes.Length - length + 1)));
                    break;
            }
        }

        return bytes;
    }
}
