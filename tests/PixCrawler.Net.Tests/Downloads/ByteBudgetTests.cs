using PixCrawler.Net.Downloads;

namespace PixCrawler.Net.Tests.Downloads;

public sealed class ByteBudgetTests
{
    [Fact]
    public async Task Reserve_WhenALargeOneWaits_IsNotOvertakenBySmallOnes()
    {
        var budget = new ByteBudget(100);
        var first = await budget.ReserveAsync(60, default);
        var large = budget.ReserveAsync(80, default).AsTask();
        var small = budget.ReserveAsync(10, default).AsTask();
        small.IsCompleted.ShouldBeFalse();

        first.Dispose();

        (await large).ShouldNotBeNull();
        (await small).ShouldNotBeNull();
        budget.AvailableBytes.ShouldBe(10);
    }

    [Fact]
    public async Task Reserve_WhenFirstInLineGivesUp_ServesTheNext()
    {
        var budget = new ByteBudget(100);
        using var held = await budget.ReserveAsync(60, default);
        using var cancel = new CancellationTokenSource();
        var large = budget.ReserveAsync(80, cancel.Token).AsTask();
        var small = budget.ReserveAsync(10, default).AsTask();

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => large);
        (await small).Dispose();
        budget.AvailableBytes.ShouldBe(40);
    }

    [Fact]
    public async Task Shrink_WhenLessIsNeeded_ServesOthersAtOnce()
    {
        var budget = new ByteBudget(100);
        using var held = await budget.ReserveAsync(100, default);
        var waiting = budget.ReserveAsync(70, default).AsTask();

        held.ShrinkTo(30);

        (await waiting).Dispose();
        budget.AvailableBytes.ShouldBe(70);
    }

    [Fact]
    public void Reserve_WhenMoreIsAskedForThanThereIs_IsRefused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new ByteBudget(100).TryReserve(101, out _));
}
