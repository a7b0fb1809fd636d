using Akka.Hosting;
using Akka.Persistence.Hosting;
using Akka.Persistence.Sql.Hosting;
using Microsoft.Extensions.DependencyInjection;
using PixCrawler.Actors.Serialization;

namespace PixCrawler.Actors.Hosting;

/// <summary>What both engines are told about the journal, in the same words.</summary>
internal static class JournalSetup
{
    /// <summary>Sets up the journal that the options name, and how events are written in it.</summary>
    /// <param name="builder">What the system is made of.</param>
    /// <param name="provider">The host's services.</param>
    /// <returns>The builder.</returns>
    public static AkkaConfigurationBuilder WithConfiguredJournal(this AkkaConfigurationBuilder builder, IServiceProvider provider)
    {
        var journal = provider.GetRequiredService<PixCrawlerOptions>().Journal;
        builder.WithPixCrawlerSerializer();
        return journal.Kind == JournalKind.Memory
            ? builder.WithInMemoryJournal().WithInMemorySnapshotStore()
            : builder.WithSqlPersistence(
                connectionString: journal.ProviderConnectionString,
                providerName: journal.ProviderName,
                schemaName: journal.Schema,
                autoInitialize: true,
                maxConcurrentQueries: journal.MaxConcurrentReads);
    }
}
