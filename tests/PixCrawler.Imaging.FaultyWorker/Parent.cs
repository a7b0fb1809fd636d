using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Workers;

namespace PixCrawler.Imaging.FaultyWorker;

/// <summary>A program with a pool of its own, for a test that kills it: prints its workers' ids, decodes one image and waits.</summary>
internal static class Parent
{
    public static async Task<int> RunAsync(string assembly, string imagePath)
    {
        using var pool = new WorkerPoolDecoder(new WorkerLaunch(new WorkerPoolOptions { WorkerAssembly = assembly, MaxWorkers = 1 }, null), TimeProvider.System);
        var decoding = pool.DecodeAsync(
            await File.ReadAllBytesAsync(imagePath), new DecodeRequest(ImageFormat.Png, DecodeScale.Full, TimeSpan.FromMinutes(5)), CancellationToken.None);
        Console.WriteLine(string.Join(' ', pool.WorkerIds));
        await decoding;
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
        return 0;
    }
}
