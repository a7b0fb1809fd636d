using Akka.Actor;
using Akka.DependencyInjection;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace PixCrawler.ActorEngine.Tests.Hosting;

public sealed class HostingTests
{
    [Fact]
    public async Task AddAkka_StartsActorsWithTheHostAndEndsThemWithIt()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton(new Greeting("hello "));
        builder.Services.AddAkka("hosted", (akka, _) => akka
            .ConfigureLoggers(loggers => loggers.ClearLoggers())
            .WithActors((system, registry, resolver) =>
                registry.Register<Greeter>(system.ActorOf(resolver.Props<Greeter>("!"), "greeter")))
            .AddStartup((_, registry) => registry.Get<Greeter>().Tell("ignored")));
        using var host = builder.Build();
        await host.StartAsync();

        var greeter = await host.Services.GetRequiredService<IRequiredActor<Greeter>>().GetAsync();
        (await greeter.Ask<string>("you", TimeSpan.FromSeconds(3))).ShouldBe("hello you!");
        var system = host.Services.GetRequiredService<ActorSystem>();
        DependencyResolver.For(system).Resolver.GetService<Greeting>().Text.ShouldBe("hello ");
        await host.StopAsync();

        system.WhenTerminated.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task Registry_WaitsRefusesDuplicatesAndNamesWhatIsMissing()
    {
        var registry = new ActorRegistry();
        var waiting = registry.GetAsync<Greeter>();
        waiting.IsCompleted.ShouldBeFalse();
        Should.Throw<MissingActorRegistryEntryException>(() => registry.Get<Greeter>());
        registry.Register<Greeter>(ActorRefs.Nobody);

        (await waiting).ShouldBe(ActorRefs.Nobody);
        Should.Throw<DuplicateActorRegistryException>(() => registry.Register<Greeter>(ActorRefs.Nobody));
        registry.TryRegister<Greeter>(ActorRefs.Nobody, overwrite: true).ShouldBeTrue();
    }

    private sealed record Greeting(string Text);

    private sealed class Greeter : ReceiveActor
    {
        public Greeter(Greeting greeting, string mark) => Receive<string>(name => Sender.Tell(greeting.Text + name + mark));
    }
}
