using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using PixCrawler.Contracts.Errors;
using PixCrawler.Net.Resilience;
using PixCrawler.Net.Tests.Support;

namespace PixCrawler.Net.Tests.Resilience;

/// <summary>D7: the figures of the pipelines; no host, URL or credential among their tags.</summary>
public sealed class ResilienceMetricsTests
{
    [Fact]
    public async Task Execute_WhenCallsEnd_CountsAttemptsRetriesAndOutcomes()
    {
        using var calls = new Calls(new ResilienceOptions { GenAi = Calls.WithoutJitter().GenAi with { Delays = [Rig.OneMillisecond] } });
        var figures = new ConcurrentDictionary<string, double>();
        using var listener = Listen(calls, figures);

        await calls.CallAsync("genai", "secret-key", _ => null);
        var observer = new RecordingObserver();
        var retried = calls.CallAsync("genai", "secret-key", attempt => attempt < 3 ? Calls.Unavailable() : null, observer);
        for (var retry = 0; retry < 2; retry++)
        {
            await observer.NextAsync();
            await calls.Clock.UntilTimerDueInAsync(Rig.OneMillisecond);
            calls.Clock.Advance(Rig.OneMillisecond);
        }

        await retried;
        await calls.FailAsync("genai", "secret-key", new NotFoundException("http-404", "scripted"));
        await calls.FailAsync("genai", "secret-key", new AuthenticationFailedException("http-401", "scripted"));
        await Should.ThrowAsync<CircuitOpenException>(() => calls.CallAsync("genai", "secret-key", _ => null));
        listener.RecordObservableInstruments();

        figures["pixcrawler.attempts operation=genai outcome=succeeded"].ShouldBe(2);
        figures["pixcrawler.attempts operation=genai outcome=transient"].ShouldBe(2);
        figures["pixcrawler.attempts operation=genai outcome=permanent"].ShouldBe(2);
        figures["pixcrawler.retries operation=genai outcome=succeeded"].ShouldBe(2);
        figures["pixcrawler.calls operation=genai outcome=succeeded"].ShouldBe(2);
        figures["pixcrawler.calls operation=genai outcome=permanent"].ShouldBe(2);
        figures["pixcrawler.calls operation=genai outcome=circuit-open"].ShouldBe(1);
        figures["pixcrawler.circuits operation=genai state=open"].ShouldBe(1);
        figures.Keys.ShouldContain("pixcrawler.attempt.duration operation=genai outcome=succeeded");
        figures.Keys.ShouldAllBe(key => !key.Contains("secret-key", StringComparison.Ordinal));
    }

    private static MeterListener Listen(Calls calls, ConcurrentDictionary<string, double> figures)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (ReferenceEquals(instrument.Meter, calls.Registry.Meter))
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        return listener;

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var key = instrument.Name;
            foreach (var (name, tag) in tags)
                key += $" {name}={tag}";
            figures.AddOrUpdate(key, value, (_, sum) => sum + value);
        }
    }
}
