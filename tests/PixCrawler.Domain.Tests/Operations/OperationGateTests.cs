using PixCrawler.Contracts.Operations;
using PixCrawler.Domain.Operations;

namespace PixCrawler.Domain.Tests.Operations;

public sealed class OperationGateTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly OperationOptions _options = new() { MaxUnderWay = 3, MaxWaiting = 4 };

    [Fact]
    public void Start_WhenPlacesAreShort_ServesTheLongestWaitingOverAllLines()
    {
        var gate = Enqueue(new OperationGate(_options), Check(1), Keywords(2), Check(3), Keywords(4), Check(5));

        gate = gate.Start(Now, out var started);

        Ids(started).ShouldBe([1, 2, 3]);
        gate.NextStartAt(Now).ShouldBeNull("all places are taken");
        gate.End().Start(Now, out started);
        Ids(started).ShouldBe([4]);
    }

    [Fact]
    public void Start_WhenOneLineIsAtItsRate_LetsTheOthersPass()
    {
        _options.Catalog.GenerateKeywords = new OperationLimits(1, 2, 1);
        var gate = Enqueue(new OperationGate(_options), Keywords(1), Keywords(2), Check(3));

        gate = gate.Start(Now, out var started);

        Ids(started).ShouldBe([1, 3]);
        (gate.UnderWay, gate.Waiting).ShouldBe((2, 1));
        gate.NextStartAt(Now).ShouldBe(Now.AddSeconds(60));
        gate.Start(Now.AddSeconds(60), out started);
        Ids(started).ShouldBe([2]);
    }

    [Fact]
    public void Enqueue_WhenTheLineIsFull_SaysWhenToAskAgain()
    {
        _options.Catalog.GenerateKeywords = new OperationLimits(1, 2, 1);
        var gate = Enqueue(new OperationGate(_options), Keywords(0)).Start(Now, out _);
        gate = Enqueue(gate, Keywords(1), Keywords(2), Keywords(3), Keywords(4));

        gate.Enqueue(Keywords(5), Now.AddSeconds(18), out var retryAfter).Waiting.ShouldBe(4);
        retryAfter.ShouldBe(TimeSpan.FromSeconds(42));
        gate.Enqueue(Check(6), Now, out retryAfter).Waiting.ShouldBe(5);
        retryAfter.ShouldBeNull("another line has room");
    }

    [Fact]
    public void Withdraw_WhenItWaits_IsNeverStarted()
    {
        var gate = Enqueue(new OperationGate(_options), Check(1), Check(2)).Withdraw(Id(1)).Withdraw(Id(9));

        gate.Start(Now, out var started);

        Ids(started).ShouldBe([2]);
    }

    private OperationGate Enqueue(OperationGate gate, params OperationCommand[] commands)
    {
        foreach (var command in commands)
        {
            gate = gate.Enqueue(command, Now, out var retryAfter);
            retryAfter.ShouldBeNull();
        }

        return gate;
    }

    private static OperationId Id(int number) => new(new Guid(number, 0, 0, new byte[8]));

    private static CheckAll Check(int number) => new(Id(number), "/out");

    private static GenerateKeywords Keywords(int number) => new(Id(number), ["cat"]);

    private static int[] Ids(IEnumerable<OperationCommand> commands) =>
        [.. commands.Select(command => BitConverter.ToInt32(command.OperationId.Value.ToByteArray()))];
}
