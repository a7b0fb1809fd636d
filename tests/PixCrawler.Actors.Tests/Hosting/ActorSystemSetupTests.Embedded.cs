using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Hosting;
using PixCrawler.Actors.Hosting;

namespace PixCrawler.Actors.Tests.Hosting;

public sealed class ActorSystemSetupTests
{
    [Fact]
    public async Task Start_OfANodeOnTheEmbeddedEngine_SaysHowToBuildOneThatCan()
    {
        var cluster = new ClusterOptions();
        cluster.SeedNodes.Add("node-1:4053");
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddPixCrawler(new PixCrawlerOptions { Journal = JournalOptions.Parse("Host=localhost;Username=me"), Cluster = cluster });
        using var host = builder.Build();

        (await Should.ThrowAsync<ValidationException>(() => host.StartAsync())).Message.ShouldContain("ActorEngine=akka");
    }
}
