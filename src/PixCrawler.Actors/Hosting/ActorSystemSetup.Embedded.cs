using Akka.Hosting;
using Akka.Persistence.Journals;

namespace PixCrawler.Actors.Hosting;

/// <summary>What the embedded engine needs to be told; its twin for Akka.NET stands beside it, and one of both is compiled.</summary>
internal static class ActorSystemSetup
{
    /// <summary>Sets up the journal.</summary>
    public static AkkaConfigurationBuilder WithEngine(this AkkaConfigurationBuilder builder, IServiceProvider provider) =>
        builder.WithConfiguredJournal(provider);

    /// <summary>Whether the journal says that another incarnation writes under the same identity.</summary>
    public static bool IsTakenOver(Exception cause) => cause is SequenceNrInUseException;
}
