using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Hosting;
using Akka.Serialization;
using Microsoft.Extensions.DependencyInjection;

namespace PixCrawler.ActorEngine.Tests.Hosting;

public sealed class SerializationTests : IAsyncLifetime
{
    private ServiceProvider _services = null!;
    private ActorSystem _system = null!;

    public Task InitializeAsync()
    {
        _services = new ServiceCollection()
            .AddAkka("serialization", builder => builder
                .WithCustomSerializer("fruits", [typeof(Fruit)], system => new Texts(system, 7001))
                .WithCustomSerializer("apples", [typeof(Apple)], system => new Texts(system, 7002)))
            .BuildServiceProvider();
        _system = _services.GetRequiredService<ActorSystem>();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _system.Terminate();
        await _services.DisposeAsync();
    }

    [Fact]
    public void FindSerializerFor_WhenTheTypeItselfIsBound_GivesItsSerializer() =>
        _system.Serialization.FindSerializerFor(new Apple("a")).Identifier.ShouldBe(7002);

    [Fact]
    public void FindSerializerFor_WhenABaseIsBound_GivesItsSerializer() =>
        _system.Serialization.FindSerializerFor(new Pear("a")).Identifier.ShouldBe(7001);

    [Fact]
    public void Deserialize_WhenGivenIdAndManifest_GivesTheObject()
    {
        var serializer = (SerializerWithStringManifest)_system.Serialization.FindSerializerFor(new Pear("p"));
        var bytes = serializer.ToBinary(new Pear("p"));
        _system.Serialization.Deserialize(bytes, serializer.Identifier, serializer.Manifest(new Pear("p"))).ShouldBe(new Pear("p"));
    }

    [Fact]
    public void Deserialize_WhenTheIdIsUnknown_SaysSo() =>
        Should.Throw<SerializationException>(() => _system.Serialization.Deserialize([], 7003, "m")).Message.ShouldContain("7003");

    private abstract record Fruit(string Name);

    private sealed record Apple(string Name) : Fruit(Name);

    private sealed record Pear(string Name) : Fruit(Name);

    private sealed class Texts(ExtendedActorSystem system, int identifier) : SerializerWithStringManifest(system)
    {
        public override int Identifier => identifier;

        public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(((Fruit)obj).Name);

        public override object FromBinary(byte[] bytes, string manifest) =>
            manifest == "apple.v1" ? new Apple(Encoding.UTF8.GetString(bytes)) : new Pear(Encoding.UTF8.GetString(bytes));

        public override string Manifest(object o) => o is Apple ? "apple.v1" : "pear.v1";
    }
}
