using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Journals;
using Akka.TestKit;
using PixCrawler.Actors.Operations;
using PixCrawler.Actors.Tests.World;
using PixCrawler.Contracts.Operations;
using PixCrawler.Domain.Operations;
using PixCrawler.Domain.Supervision;
using Serilog;

namespace PixCrawler.Actors.Tests.Operations;

/// <summary>The real actors of operations over scripted bodies, in virtual time.</summary>
public abstract class OperationWorld : Akka.TestKit.Xunit2.TestKit
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private IActorRef? _operations;
    private int _gateways;

    private const string Settings = """
        akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
        akka.actor.debug.unhandled = on
        # On Akka.NET a journal is a plugin; this one is what PersistenceSetup names.
        akka.persistence.journal.inmem.class = "Akka.Persistence.SetupJournal, PixCrawler.ActorEngine.AkkaTestKit"
        akka.persistence.snapshot-store.local.class = "Akka.Persistence.SetupSnapshotStore, PixCrawler.ActorEngine.AkkaTestKit"
        """;

    protected OperationWorld(IEventJournal? journal = null)
        : base(Akka.Actor.Setup.ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString(Settings)),
            new PersistenceSetup { Journal = _ => journal ?? new InMemoryJournal() })) => Time = new SchedulerTime(Sys.Scheduler);

    internal SchedulerTime Time { get; }

    internal LogCollector Logs { get; } = new();

    internal OperationOptions Options { get; } = new();

    internal ConcurrentQueue<Call> Calls { get; } = new();

    /// <summary>What every body does; by default it is done at once.</summary>
    internal Func<Call, Task<OperationResult>> Body { get; set; } = _ => Task.FromResult<OperationResult>(new Done());

    internal IActorRef Operations => _operations ??= StartGateway();

    internal static async Task<OperationResult> UntilCancelled(Call call)
    {
        var never = new TaskCompletionSource<OperationResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = call.Cancelled.Register(() => never.TrySetCanceled(call.Cancelled));
        return await never.Task;
    }

    internal void Send(object message) => Operations.Tell(message, TestActor);

    internal Task<T> ReplyAsync<T>() => ExpectMsgAsync<T>(Patience).AsTask();

    internal void Advance(double seconds) => ((TestScheduler)Sys.Scheduler).Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>How an operation stands; null when it has ended. Everything sent to it before has been dealt with.</summary>
    internal async Task<OperationReport?> StatusAsync(OperationId id) =>
        await Operations.Ask<IWithOperationId>(new GetOperationStatus(id), Patience) as OperationReport;

    internal async Task<OperationReport> UntilAsync(OperationId id, OperationPhase phase, int run)
    {
        OperationReport? report = null;
        await AwaitConditionAsync(
            async () => (report = await StatusAsync(id)) is { } now && now.Phase == phase && now.Run == run,
            Patience, TimeSpan.FromMilliseconds(2), $"{phase} of run {run}");
        return report!;
    }

    internal Task UntilCallsAsync(int count) => AwaitConditionAsync(
        () => Task.FromResult(Calls.Count == count), Patience, TimeSpan.FromMilliseconds(2), $"{count} calls");

    internal Task UntilGoneAsync(OperationId id) => AwaitConditionAsync(
        async () => await Sys.ActorSelection(Operations.Path / $"operation-{id}").Ask<ActorIdentity>(new Identify(id), Patience)
            is { Subject: null },
        Patience, TimeSpan.FromMilliseconds(2), "its actors are gone");

    /// <summary>Ends the gateway and all under it, as the death of the process would, and starts it again over the same journal.</summary>
    internal async Task RestartProcessAsync()
    {
        (await Operations.GracefulStop(Patience)).ShouldBeTrue();
        _operations = null;
    }

    private IActorRef StartGateway()
    {
        var services = new OperationServices
        {
            Bodies = new OperationBodies()
                .Add(new Scripted<DownloadFromSource>(this))
                .Add(new Scripted<GenerateKeywords>(this))
                .Add(new Scripted<GenerateLabels>(this))
                .Add(new Scripted<CheckDuplicates>(this))
                .Add(new Scripted<CheckIntegrity>(this))
                .Add(new Scripted<CheckAll>(this))
                .Add(new Scripted<ValidateImageFile>(this)),
            Options = Options,
            Restarts = RestartPolicy.Default,
            Time = Time,
            Log = new LoggerConfiguration().MinimumLevel.Debug().WriteTo.Sink(Logs).CreateLogger(),
        };
        return Sys.ActorOf(Props.Create(() => new OperationsActor(services)), $"operations-{_gateways++}");
    }

    internal sealed record Call(OperationCommand Command, int Number, CancellationToken Cancelled);

    internal sealed record Done : OperationResult;

    private sealed class Scripted<TCommand>(OperationWorld world) : IOperationBody<TCommand>
        where TCommand : OperationCommand
    {
        public Task<OperationResult> RunAsync(TCommand command, CancellationToken cancellationToken)
        {
            lock (world.Calls)
            {
                var number = world.Calls.Count(call => call.Command.OperationId == command.OperationId) + 1;
                world.Calls.Enqueue(new Call(command, number, cancellationToken));
                return world.Body(world.Calls.Last());
            }
        }
    }
}
