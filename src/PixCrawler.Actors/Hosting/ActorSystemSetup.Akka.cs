using System.Data.Common;
using Akka.Hosting;

namespace PixCrawler.Actors.Hosting;

/// <summary>What Akka.NET needs to be told; its twin for the embedded engine stands beside it, and one of both is compiled.</summary>
internal static class ActorSystemSetup
{
    private const string UniqueViolation = "23505";
    private const int SqliteConstraint = 19;

    /// <summary>Sets up the journal and the log.</summary>
    public static AkkaConfigurationBuilder WithEngine(this AkkaConfigurationBuilder builder, IServiceProvider provider) => builder
        .AddHocon("akka.actor.debug.unhandled = on", HoconAddMode.Prepend)
        .WithConfiguredJournal(provider);

    /// <summary>Whether the journal says that another incarnation writes under the same identity.</summary>
    public static bool IsTakenOver(Exception cause) => (cause as DbException ?? cause.InnerException as DbException) is { } error
        && (error.SqlState == UniqueViolation || (error.SqlState is null && (error.ErrorCode & 0xFF) == SqliteConstraint));
}
