using System.Diagnostics;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Operations;

namespace PixCrawler.Actors.Tests.Operations;

/// <summary>E6: a thousand failing operations leave actors, handles and heap where they were. Runs alone, for it measures the process.</summary>
[Collection(Alone)]
public sealed class OperationLeakTests : OperationWorld
{
    private const string Alone = "measures the process";
    private const int Round = 1000;

    [Fact]
    public async Task E6_AThousandFailures_LeaveNothingBehind()
    {
        Options.MaxUnderWay = 100;
        Body = call => (call.Command.OperationId.Value.ToByteArray()[0] % 4) switch
        {
            0 => throw new NotFoundException("http-404", "gone"),
            1 => Task.FromException<OperationResult>(new ServiceUnavailableException("http-503", "busy")),
            2 => throw new InvalidTimeZoneException("nobody foresaw this"),
            _ => Task.FromException<OperationResult>(new OperationCanceledException()),
        };
        var round = 0;
        await FailAsync(Round * round++);
        var (handles, heap) = Measure();
        int handlesBefore;
        long heapBefore;
        do
        {
            (handlesBefore, heapBefore) = (handles, heap);
            await FailAsync(Round * round++);
            (handles, heap) = Measure();
        }
        // What tests before this one left may still be on its way out: then this is the baseline.
        while (heap < heapBefore * 0.9 && round < 6);

        handles.ShouldBeInRange((int)(handlesBefore * 0.9), (int)Math.Ceiling(handlesBefore * 1.1));
        heap.ShouldBeInRange((long)(heapBefore * 0.9), (long)(heapBefore * 1.1));
    }

    private async Task FailAsync(int first)
    {
        for (var number = first; number < first + Round; number++)
            Send(OperationCases.Command("check-integrity", number));
        for (var number = 0; number < Round; number++)
            await ReplyAsync<OperationFailed>();
        for (var number = first; number < first + Round; number++)
            await UntilGoneAsync(OperationCases.Id(number));
        Calls.Clear();
        Logs.Events.Clear();
    }

    private static (int Handles, long Heap) Measure()
    {
        for (var round = 0; round < 3; round++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        using var process = Process.GetCurrentProcess();
        return (process.HandleCount, GC.GetTotalMemory(forceFullCollection: true));
    }

    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class AloneCollection;
}
