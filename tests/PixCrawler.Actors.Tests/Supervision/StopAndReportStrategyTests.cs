using Akka.Actor;
using PixCrawler.Actors.Supervision;
using PixCrawler.Contracts.Errors;

namespace PixCrawler.Actors.Tests.Supervision;

/// <summary>A1, C3: what the one strategy does with a child's failure.</summary>
public sealed class StopAndReportStrategyTests : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Failure_WhenALibraryReportsAFullDisk_ArrivesAsInfrastructure()
    {
        var crashed = await FailAsync(new IOException("?", 28), (_, _) => { });

        crashed.Cause.ShouldBeOfType<InfrastructureException>().Kind.ShouldBe(InfrastructureKind.Disk);
    }

    [Fact]
    public async Task Failure_WhenMemoryHasRunOut_EndsTheProcess()
    {
        var ended = new List<Exception>();
        var crashed = await FailAsync(new MemoryGoneException(), (_, error) => ended.Add(error));

        ended.ShouldBe([crashed.Cause]);
    }

    [Fact]
    public async Task Failure_WhenAMemoryBudgetIsRefused_LeavesTheProcessAlone()
    {
        var ended = new List<Exception>();
        var crashed = await FailAsync(new InsufficientMemoryException(), (_, error) => ended.Add(error));

        ended.ShouldBeEmpty();
        crashed.Cause.ShouldBeOfType<InfrastructureException>().Kind.ShouldBe(InfrastructureKind.Memory);
    }

    private async Task<WorkerCrashed> FailAsync(Exception error, Action<string, Exception> endProcess)
    {
        var report = TestActor;
        Sys.ActorOf(Props.Create(() => new Parent(report, endProcess, error)));
        return await ExpectMsgAsync<WorkerCrashed>(Patience);
    }

    private sealed class Parent : ReceiveActor
    {
        private readonly IActorRef _report;
        private readonly Action<string, Exception> _endProcess;

        public Parent(IActorRef report, Action<string, Exception> endProcess, Exception error)
        {
            (_report, _endProcess) = (report, endProcess);
            Context.ActorOf(Props.Create(() => new Child())).Tell(error);
        }

        protected override SupervisorStrategy SupervisorStrategy() => new StopAndReportStrategy(_report, _endProcess);
    }

    private sealed class Child : ReceiveActor
    {
        public Child() => Receive<Exception>(Rethrow.Raise);
    }
}
