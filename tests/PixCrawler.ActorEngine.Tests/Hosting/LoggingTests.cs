using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Logger.Serilog;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace PixCrawler.ActorEngine.Tests.Hosting;

public sealed class LoggingTests
{
    [Theory]
    [InlineData("job {0} has {1} chunks", "job j1 has 3 chunks")]
    [InlineData("{1} chunks of job {0}", "3 chunks of job j1")]
    public void Template_Positional_IsFormatted(string template, string expected) =>
        DefaultLogMessageFormatter.Instance.Format(template, "j1", 3).ShouldBe(expected);

    [Fact]
    public async Task SerilogLogger_KeepsNamedValuesAsProperties()
    {
        var sink = new CollectingSink();
        var before = Log.Logger;
        Log.Logger = new LoggerConfiguration().MinimumLevel.Debug().WriteTo.Sink(sink).CreateLogger();
        try
        {
            var system = ActorSystem.Create("logs", ConfigurationFactory.ParseString(
                "akka.loglevel = DEBUG, akka.loggers = [\"Akka.Logger.Serilog.SerilogLogger, Akka.Logger.Serilog\"]"));
            var actor = system.ActorOf(Props.Create(() => new Talker()), "talker");
            actor.Tell("speak");
            await actor.GracefulStop(TimeSpan.FromSeconds(5));
            await system.Terminate();
        }
        finally
        {
            Log.Logger = before;
        }

        var logEvent = sink.Events.Where(logged => logged.MessageTemplate.Text == "job {JobId} failed").ShouldHaveSingleItem();
        logEvent.Level.ShouldBe(LogEventLevel.Error);
        logEvent.Exception.ShouldBeOfType<InvalidOperationException>();
        logEvent.Properties["JobId"].ToString().ShouldBe("\"j1\"");
        logEvent.Properties["LogSource"].ToString().ShouldContain("akka://logs/user/talker");
        logEvent.Properties.Keys.ShouldBeSubsetOf(["JobId", "LogSource", "ActorPath", "SourceContext", "Timestamp", "Thread"]);
    }

    private sealed class Talker : ReceiveActor
    {
        public Talker()
        {
            var log = Context.GetLogger();
            ReceiveAny(_ => log.Error(new InvalidOperationException("no"), "job {JobId} failed", "j1"));
        }
    }

    private sealed class CollectingSink : ILogEventSink
    {
        public ConcurrentQueue<Serilog.Events.LogEvent> Events { get; } = new();

        public void Emit(Serilog.Events.LogEvent logEvent) => Events.Enqueue(logEvent);
    }
}
