using System.Collections.Concurrent;
using Akka;
using Akka.Actor;
using Akka.Configuration;

namespace PixCrawler.ActorEngine.Tests.Guarantees;

public sealed class ShutdownTests
{
    private readonly ActorSystem _system = ActorSystem.Create("shutdown", ConfigurationFactory.ParseString(
        """
        akka.loglevel = OFF
        akka.stdout-loglevel = OFF
        akka.coordinated-shutdown.exit-clr = off
        akka.coordinated-shutdown.phases.service-stop.timeout = 50ms
        """));

    [Fact]
    public async Task CoordinatedShutdown_RunsItsPhasesInOrderAndOnce()
    {
        var log = new ConcurrentQueue<string>();
        var shutdown = CoordinatedShutdown.Get(_system);
        Add(CoordinatedShutdown.PhaseBeforeActorSystemTerminate);
        Add(CoordinatedShutdown.PhaseServiceUnbind);
        Add(CoordinatedShutdown.PhaseBeforeServiceUnbind);

        await Task.WhenAll(
            shutdown.Run(CoordinatedShutdown.UnknownReason.Instance),
            shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance));

        log.ShouldBe(
        [
            CoordinatedShutdown.PhaseBeforeServiceUnbind,
            CoordinatedShutdown.PhaseServiceUnbind,
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate,
        ]);
        shutdown.ShutdownReason.ShouldBe(CoordinatedShutdown.UnknownReason.Instance);
        await _system.WhenTerminated.WaitAsync(TimeSpan.FromSeconds(10));

        void Add(string phase) => shutdown.AddTask(phase, "log", () =>
        {
            log.Enqueue(phase);
            return Task.FromResult(Done.Instance);
        });
    }

    [Fact]
    public async Task CoordinatedShutdown_WhenATaskHangsOrFails_GoesOn()
    {
        var shutdown = CoordinatedShutdown.Get(_system);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "hangs", () => new TaskCompletionSource<Done>().Task);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "fails", () => Task.FromException<Done>(new InvalidOperationException("no")));

        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(TimeSpan.FromSeconds(10));

        _system.WhenTerminated.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task Terminate_StopsEveryActorAndRunsTheCallbacks()
    {
        var called = false;
        var stopped = 0;
        _system.RegisterOnTermination(() => called = true);
        for (var i = 0; i < 100; i++) _system.ActorOf(Props.Create(() => new Counted(() => Interlocked.Increment(ref stopped))));

        await _system.Terminate().WaitAsync(TimeSpan.FromSeconds(10));

        stopped.ShouldBe(100);
        called.ShouldBeTrue();
    }

    [Fact]
    public async Task Terminate_WhenACallbackFails_RunsTheOthersBeforeItIsDone()
    {
        var called = 0;
        _system.RegisterOnTermination(() => called++);
        _system.RegisterOnTermination(() => throw new InvalidOperationException("a callback"));
        _system.RegisterOnTermination(() => called++);

        await _system.Terminate().WaitAsync(TimeSpan.FromSeconds(10));

        called.ShouldBe(2);
        Should.Throw<InvalidOperationException>(() => _system.RegisterOnTermination(() => called++));
    }

    private sealed class Counted(Action onStop) : ReceiveActor
    {
        protected override void PostStop() => onStop();
    }
}
