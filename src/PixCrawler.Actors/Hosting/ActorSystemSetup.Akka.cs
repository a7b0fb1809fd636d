using Akka.Hosting;

namespace PixCrawler.Actors.Hosting;

/// <summary>What Akka.NET needs to be told; its twin for the embedded engine stands beside it, and one of both is compiled.</summary>
internal static class ActorSystemSetup
{
    /// <summary>Sets up the journal and the log.</summary>
    public static AkkaConfigurationBuilder WithEngine(this AkkaConfigurationBuilder builder, IServiceProvider provider) => builder
        .AddHocon("akka.actor.debug.unhandled = on", HoconAddMode.Prepend)
        .WithConfiguredJournal(provider);
}
