using System.Runtime.InteropServices;
using PixCrawler.Cli.Hosting;

namespace PixCrawler.Cli.Tests.Hosting;

public class InterruptsTests
{
    [Fact]
    public void Take_TheFirstSignal_AsksForACleanEndAndTheSecondEndsAtOnce()
    {
        var ended = 0;
        using var interrupts = new Interrupts(() => ended++);
        var signal = new PosixSignalContext(PosixSignal.SIGINT);

        interrupts.Take(signal);
        signal.Cancel.ShouldBeTrue();
        interrupts.Token.IsCancellationRequested.ShouldBeTrue();
        ended.ShouldBe(0);

        interrupts.Take(signal);
        ended.ShouldBe(1);
    }
}
