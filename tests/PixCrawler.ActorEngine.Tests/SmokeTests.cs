using Akka.Actor;
using Akka.Configuration;

namespace PixCrawler.ActorEngine.Tests;

public sealed class SmokeTests : IAsyncLifetime
{
    private readonly ActorSystem _system = ActorSystem.Create("smoke", ConfigurationFactory.ParseString("akka.loglevel = OFF"));

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _system.Terminate();

    [Fact]
    public async Task Ask_WhenAnActorReplies_ReturnsTheReply()
    {
        var echo = _system.ActorOf(Props.Create(() => new Echo("hello ")), "echo");

        (await echo.Ask<string>("world", TimeSpan.FromSeconds(3))).ShouldBe("hello world");
        echo.Path.ToString().ShouldBe("akka://smoke/user/echo");
    }

    [Fact]
    public async Task ReceiveAsync_WhenItAwaits_KeepsSelfAndSender()
    {
        var actor = _system.ActorOf<Waiter>();

        (await actor.Ask<string>("one", TimeSpan.FromSeconds(3))).ShouldBe("one");
        (await actor.Ask<string>("two", TimeSpan.FromSeconds(3))).ShouldBe("two");
    }

    [Fact]
    public async Task Restart_WhenAChildThrows_GivesAFreshInstance()
    {
        var actor = _system.ActorOf<Counter>();

        (await actor.Ask<int>("add", TimeSpan.FromSeconds(3))).ShouldBe(1);
        (await actor.Ask<int>("add", TimeSpan.FromSeconds(3))).ShouldBe(2);
        actor.Tell("fail");
        (await actor.Ask<int>("add", TimeSpan.FromSeconds(3))).ShouldBe(1);
    }

    [Fact]
    public async Task GracefulStop_WhenTheActorStops_ReturnsTrue()
    {
        var actor = _system.ActorOf<Counter>("stopping");

        (await actor.GracefulStop(TimeSpan.FromSeconds(3))).ShouldBeTrue();
        await Should.ThrowAsync<ActorNotFoundException>(() => _system.ActorSelection("/user/stopping").ResolveOne(TimeSpan.FromSeconds(3)));
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo(string prefix) => Receive<string>(text => Sender.Tell(prefix + text));
    }

    private sealed class Waiter : ReceiveActor
    {
        public Waiter() => ReceiveAsync<string>(async text =>
        {
            await Task.Yield();
            Self.ShouldNotBeNull();
            Sender.Tell(text);
        });
    }

    private sealed class Counter : ReceiveActor
    {
        private int _count;

        public Counter()
        {
            Receive<string>(text => text == "add", _ => Sender.Tell(++_count));
            Receive<string>(_ => throw new InvalidOperationException("told to fail"));
        }
    }
}
