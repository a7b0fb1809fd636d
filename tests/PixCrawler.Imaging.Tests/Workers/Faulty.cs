using System.Diagnostics;
using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.FaultyWorker;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Tests.Builders;
using PixCrawler.Imaging.Workers;

namespace PixCrawler.Imaging.Tests.Workers;

/// <summary>Pools whose workers misbehave when an image tells them to, and such images.</summary>
internal static class Faulty
{
    public static readonly string WorkerAssembly = Path.Combine(AppContext.BaseDirectory, "PixCrawler.Imaging.FaultyWorker.dll");

    public static readonly DecodeRequest Full = new(ImageFormat.Png, DecodeScale.Full, TimeSpan.FromSeconds(60));

    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(10);

    public static WorkerPoolDecoder Pool(int workers = 1, int memory = 1024, int imagesPerWorker = 5000, int recycleAbove = 512) => new(
        new WorkerLaunch(
            new WorkerPoolOptions
            {
                WorkerAssembly = WorkerAssembly,
                MaxWorkers = workers,
                MaxWorkerMemoryMebibytes = memory,
                MaxImagesPerWorker = imagesPerWorker,
                RecycleAboveMebibytes = recycleAbove,
            },
            LibraryPath: null),
        TimeProvider.System);

    /// <summary>A valid image of 8 x 4 pixels that makes the worker do as told; without an order it just decodes.</summary>
    public static byte[] Image(string? order = null) =>
        Png.Valid(8, 4, order is null ? [] : [Png.Chunk("tEXt", Bytes.Text($"Comment\0{FaultyDecoder.Mark}{order};"))]);

    public static Task<DecodeOutcome> DecodeAsync(this WorkerPoolDecoder pool, string? order = null, TimeSpan? timeout = null, CancellationToken token = default) =>
        pool.DecodeAsync(Image(order), timeout is { } limit ? Full with { Timeout = limit } : Full, token);

    public static void ShouldBeGood(this DecodeOutcome outcome)
    {
        outcome.Error.ShouldBeNull();
        (outcome.Image! with { Measures = null }).ShouldBe(new DecodedImage(8, 4, 1, 3, false));
        outcome.Image.Measures.ShouldNotBeNull();
    }

    /// <summary>Waits until no process has the id any more, or only a dead one does.</summary>
    public static async Task ShouldEndAsync(int processId)
    {
        using var limit = new CancellationTokenSource(EndLimit);
        while (IsAlive(processId))
        {
            limit.IsCancellationRequested.ShouldBeFalse($"process {processId} still lives");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CancellationToken.None);
        }
    }

    public static bool IsAlive(int processId)
    {
        try
        {
            var status = File.ReadAllText($"/proc/{processId}/stat");
            return status[(status.LastIndexOf(')') + 2)..][0] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
