using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Tests.World;
using PixCrawler.Contracts.Errors;
using PixCrawler.Net.Resilience;
using Serilog;
using Serilog.Events;

namespace PixCrawler.Actors.Tests.Hosting;

/// <summary>B5, B9: each call to a provider logs how it ended, each circuit how it changed.</summary>
public sealed class ResilienceLogTests
{
    private readonly LogCollector _logs = new();

    private ResilienceLog Log => new(new LoggerConfiguration().MinimumLevel.Debug().WriteTo.Sink(_logs).CreateLogger());

    [Theory]
    [InlineData(CallOutcomes.Succeeded, LogEventLevel.Debug)]
    [InlineData(CallOutcomes.Cancelled, LogEventLevel.Information)]
    [InlineData(CallOutcomes.CircuitOpen, LogEventLevel.Warning)]
    [InlineData(CallOutcomes.Exhausted, LogEventLevel.Error)]
    [InlineData(CallOutcomes.Permanent, LogEventLevel.Error)]
    [InlineData(CallOutcomes.Broken, LogEventLevel.Error)]
    public void B5_CallEnded_OfAProvider_LogsItsOutcomeAtItsLevel(string outcome, LogEventLevel level)
    {
        Log.CallEnded(new CallEnd("genai", "provider/key-1", outcome, 3, new RequestTimeoutException("timeout", "late")));

        var line = _logs.WithId(EventIds.CallEnded).ShouldHaveSingleItem();
        line.Level.ShouldBe(level);
        (LogCollector.Text(line, "Outcome"), LogCollector.Text(line, "AttemptNumber"), LogCollector.Text(line, "ErrorType"), LogCollector.Text(line, "Reason"))
            .ShouldBe((outcome, "3", "RequestTimeoutException", "timeout"));
    }

    [Fact]
    public void B5_CallEnded_OfARequestToAHost_IsLeftToItsSlot()
    {
        Log.CallEnded(new CallEnd("network", "a.example", CallOutcomes.Exhausted, 3, null));

        _logs.Events.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(CircuitPhase.Open, LogEventLevel.Warning)]
    [InlineData(CircuitPhase.HalfOpen, LogEventLevel.Information)]
    [InlineData(CircuitPhase.Closed, LogEventLevel.Information)]
    public void B9_CircuitChanged_IsLogged(CircuitPhase phase, LogEventLevel level)
    {
        Log.CircuitChanged(new CircuitChange("genai", "provider/key-1", phase, null, null));

        _logs.WithId(EventIds.CircuitChanged).ShouldHaveSingleItem().Level.ShouldBe(level);
    }
}
