using Akka.Configuration;

namespace PixCrawler.ActorEngine.Tests.Hosting;

public sealed class ConfigTests
{
    private readonly Config _config = ConfigurationFactory.ParseString(
        """
        # a comment
        akka {
          loglevel = "DEBUG" // another
          loggers = ["A, B", "C"]
          actor { ask-timeout : 2.5 s, debug.unhandled = on }
        }
        akka.actor.default-dispatcher.throughput = 7
        """);

    [Fact]
    public void ParseString_ReadsBracesDotsQuotesListsAndComments()
    {
        _config.GetString("akka.loglevel").ShouldBe("DEBUG");
        _config.GetStringList("akka.loggers").ShouldBe(["A, B", "C"]);
        _config.GetTimeSpan("akka.actor.ask-timeout").ShouldBe(TimeSpan.FromSeconds(2.5));
        _config.GetBoolean("akka.actor.debug.unhandled").ShouldBeTrue();
        _config.GetInt("akka.actor.default-dispatcher.throughput").ShouldBe(7);
        _config.GetConfig("akka.actor").GetInt("default-dispatcher.throughput").ShouldBe(7);
        _config.HasPath("akka.actor.debug").ShouldBeTrue();
        _config.HasPath("akka.act").ShouldBeFalse();
    }

    [Fact]
    public void WithFallback_KeepsItsOwnValues()
    {
        var merged = _config.WithFallback(ConfigurationFactory.ParseString("akka.loglevel = INFO, other = 1"));

        merged.GetString("akka.loglevel").ShouldBe("DEBUG");
        merged.GetInt("other").ShouldBe(1);
    }
}
