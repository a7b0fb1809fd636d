using PixCrawler.Imaging.Decoding;

namespace PixCrawler.Imaging.Tests.Decoding;

public sealed class DecodeThreadsTests
{
    [Fact]
    public async Task Run_AlwaysUsesItsOwnThreads()
    {
        using var threads = new DecodeThreads(2, 8, () => { });
        var names = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => threads.RunAsync(() => Thread.CurrentThread.Name, CancellationToken.None)));
        names.ShouldAllBe(name => name!.StartsWith("image-decode-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_WhenTheWorkThrows_FailsItsTaskAndLivesOn()
    {
        using var threads = new DecodeThreads(1, 8, () => { });
        await Should.ThrowAsync<FormatException>(() => threads.RunAsync<int>(() => throw new FormatException(), CancellationToken.None));
        (await threads.RunAsync(() => 5, CancellationToken.None)).ShouldBe(5);
    }

    [Fact]
    public async Task Run_WhenCancelledInTheQueue_NeverRuns()
    {
        using var threads = new DecodeThreads(1, 8, () => { });
        using var gate = new ManualResetEventSlim();
        using var cancel = new CancellationTokenSource();
        var ran = false;
        var first = threads.RunAsync(() => gate.Wait(TimeSpan.FromSeconds(30)), CancellationToken.None);
        var second = threads.RunAsync(() => ran = true, cancel.Token);
        await cancel.CancelAsync();
        gate.Set();
        await first;
        await Should.ThrowAsync<OperationCanceledException>(() => second);
        ran.ShouldBeFalse();
    }

    [Fact]
    public async Task Run_WhenTheQueueIsFull_WaitsAndCanBeCancelled()
    {
        using var threads = new DecodeThreads(1, 1, () => { });
        using var gate = new ManualResetEventSlim();
        using var cancel = new CancellationTokenSource();
        var first = threads.RunAsync(() => gate.Wait(TimeSpan.FromSeconds(30)), CancellationToken.None);
        var second = threads.RunAsync(() => 2, cancel.Token);
        var third = threads.RunAsync(() => 3, CancellationToken.None);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => second);
        gate.Set();
        (await first, await third).ShouldBe((true, 3));
    }

    [Fact]
    public async Task Dispose_EndsEachThreadOnce_AndFailsWhatIsQueued()
    {
        var ended = 0;
        using var started = new ManualResetEventSlim();
        using var gate = new ManualResetEventSlim();
        var threads = new DecodeThreads(1, 8, () => Interlocked.Increment(ref ended));
        var running = threads.RunAsync(() => Signal(started) && gate.Wait(TimeSpan.FromSeconds(30)), CancellationToken.None);
        var queued = threads.RunAsync(() => 2, CancellationToken.None);
        started.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        var disposal = Task.Run(threads.Dispose);
        while (!await RefusesWork(threads))
            await Task.Yield();
        gate.Set();
        await disposal;
        (await running).ShouldBeTrue();
        await Should.ThrowAsync<ObjectDisposedException>(() => queued);
        ended.ShouldBe(1);
    }

    private static bool Signal(ManualResetEventSlim started)
    {
        started.Set();
        return true;
    }

    private static async Task<bool> RefusesWork(DecodeThreads threads)
    {
        try
        {
            return await threads.RunAsync(() => false, new CancellationToken(canceled: true));
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }
}
