using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Operations;
using PixCrawler.Domain.Operations;
using PixCrawler.Domain.Supervision;

namespace PixCrawler.Domain.Tests.Operations;

public sealed class OperationDecideTests
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly OperationId Id = new(new Guid(1, 2, 3, new byte[8]));
    private static readonly OperationLimits Limits = new(300, 600);
    private static readonly FailureCause Lost = new(FailureKind.Infrastructure, "infrastructure-database", "Error", "lost");

    private DateTimeOffset _now = Begin;
    private OperationState _state = OperationState.New(Id);

    [Fact]
    public void Start_WhenItIsNew_BeginsTheFirstRunAndOnlyOnce()
    {
        Order(new OperationOrder.Start(new CheckAll(Id, "/out"))).Count.ShouldBe(2);
        Order(new OperationOrder.Start(new CheckAll(Id, "/out"))).ShouldBeEmpty();

        (_state.Phase, _state.Run).ShouldBe((OperationPhase.Running, 1));
    }

    [Fact]
    public void A8_Succeed_WhenTheRunIsOver_IsDropped()
    {
        Begun();
        Order(Fail(1));
        Order(Done(1)).ShouldBeEmpty();
        _now = _now.AddSeconds(60);
        Order(new OperationOrder.BeginRun());

        Order(Done(1)).ShouldBeEmpty();
        Order(Fail(1)).ShouldBeEmpty();
        Order(new OperationOrder.ReachHardLimit(1, Limits)).ShouldBeEmpty();
        Order(new OperationOrder.ReachSoftLimit(1)).ShouldBeEmpty();
        Order(Done(2)).Count.ShouldBe(1);
        _state.Outcome.ShouldBeOfType<OperationSucceeded>();
    }

    [Fact]
    public void A2_BeginRun_BeforeItsTime_DoesNothing()
    {
        Begun();
        Order(Fail(1));

        _now = Begin.AddSeconds(59.9);
        Order(new OperationOrder.BeginRun()).ShouldBeEmpty();
        _now = Begin.AddSeconds(60);
        Order(new OperationOrder.BeginRun()).Count.ShouldBe(1);
        Order(new OperationOrder.BeginRun()).ShouldBeEmpty();
    }

    [Fact]
    public void AfterTheEnd_NothingHappensAnyMore()
    {
        Begun();
        Order(new OperationOrder.Cancel()).Count.ShouldBe(1);

        OperationOrder[] all =
        [
            new OperationOrder.Start(new CheckAll(Id, "/out")), new OperationOrder.BeginRun(), Done(1), Fail(1),
            new OperationOrder.ReachSoftLimit(1), new OperationOrder.ReachHardLimit(1, Limits), new OperationOrder.Cancel(),
        ];
        foreach (var order in all)
            Order(order).ShouldBeEmpty();
        _state.Outcome.ShouldBe(new OperationCancelled(Id));
    }

    [Fact]
    public void Fail_WhenTheRunWasAskedToStop_IsATimeOutWhateverTheCause()
    {
        Begun();
        Order(new OperationOrder.ReachSoftLimit(1)).Count.ShouldBe(1);
        Order(new OperationOrder.ReachSoftLimit(1)).ShouldBeEmpty();
        Order(Fail(1));

        _state.Outcome.ShouldBe(new OperationTimedOut(Id, OperationLimit.Soft, 300));
    }

    private void Begun() => Order(new OperationOrder.Start(new CheckAll(Id, "/out")));

    private IReadOnlyList<IOperationEvent> Order(OperationOrder order)
    {
        var events = _state.Decide(order, _now);
        _state = events.Aggregate(_state, (state, operationEvent) => state.Apply(operationEvent));
        return events;
    }

    private static OperationOrder.Succeed Done(int run) => new(run, new KeywordsGenerated([], "test"), Limits);

    private static OperationOrder.Fail Fail(int run) => new(run, Lost, RestartPolicy.Default, Limits);
}
