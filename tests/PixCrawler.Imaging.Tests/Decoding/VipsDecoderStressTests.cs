using System.Diagnostics;
using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Tests.Builders;

namespace PixCrawler.Imaging.Tests.Decoding;

public sealed class VipsDecoderStressTests
{
    private const int Callers = 8, OperationsPerCaller = 1_000, Seed = 7;

    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(15);

    /// <summary>Good, cut and damaged files from several callers at once: every good one decodes, none of the rest ends the process.</summary>
    [VipsFact]
    public async Task Decode_UnderStressWithBadFiles_StaysCorrect()
    {
        (byte[] Bytes, PixCrawler.Imaging.Formats.ImageFormat Format)[] samples =
            [.. Sample.ValidNames.Where(name => !name.EndsWith("heic", StringComparison.Ordinal)).Select(Sample.Read).Select(bytes => (bytes, ImageInspector.Inspect(bytes, InspectionLimits.Default).Format))];
        var start = Stopwatch.GetTimestamp();
        var done = 0;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            var random = new Random(Seed + caller);
            for (var i = 0; i < OperationsPerCaller && Stopwatch.GetElapsedTime(start) < Budget; i++)
            {
                var (bytes, format) = samples[random.Next(samples.Length)];
                var (isGood, input) = Spoil(bytes, random);
                // As in production, the decoder sees what the inspector let through.
                if (!ImageInspector.Inspect(input, InspectionLimits.Default).Verdict.IsAccepted)
                    continue;
                var scale = random.Next(2) == 0 ? DecodeScale.Full : DecodeScale.Reduced;
                var outcome = await Vips.Decoder.DecodeAsync(input, new DecodeRequest(format, scale, TimeSpan.FromSeconds(30), MaxFrames: 1), CancellationToken.None);
                if (isGood)
                    outcome.Error.ShouldBeNull();
                Interlocked.Increment(ref done);
            }
        })));
        done.ShouldBeGreaterThan(2_000);
    }

    private static (bool IsGood, byte[] Bytes) Spoil(byte[] bytes, Random random)
    {
        switch (random.Next(3))
        {
            case 0:
                return (true, bytes);
            case 1:
                return (false, bytes[..random.Next(bytes.Length)]);
            default:
                byte[] damaged = [.. bytes];
                for (var i = 0; i < 3; i++)
                    damaged[random.Next(damaged.Length / 2, damaged.Length)] ^= (byte)random.Next(1, 256);
                return (false, damaged);
        }
    }
}
