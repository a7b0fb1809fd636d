using PixCrawler.Cli.Rendering;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Cli.Tests.Rendering;

public class ProgressMeterTests
{
    private readonly ManualTime _time = new();
    private readonly ProgressMeter _meter;

    public ProgressMeterTests() => _meter = new ProgressMeter(_time);

    [Fact]
    public void Measure_AtTheStart_KnowsNoRateAndNoEnd() =>
        _meter.Measure(Reports.Running(0, 100)).ShouldBe(new Pace(TimeSpan.Zero, 0, null));

    [Fact]
    public void Measure_AtASteadyPace_DividesWhatIsLeftByIt()
    {
        _time.Advance(TimeSpan.FromSeconds(5));
        _meter.Measure(Reports.Running(50, 200)).ShouldBe(new Pace(TimeSpan.FromSeconds(5), 10, TimeSpan.FromSeconds(15)));
    }

    [Fact]
    public void Measure_WhenThePaceChanges_ForgetsWhatIsTenSecondsOld()
    {
        for (var second = 1; second <= 20; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            _meter.Measure(Reports.Running(100 * second, 100_000));
        }

        Pace pace = default;
        for (var second = 1; second <= 10; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            pace = _meter.Measure(Reports.Running(2000 + second, 100_000));
        }

        pace.PerSecond.ShouldBe(1);
    }

    [Fact]
    public void Measure_WhenNothingMoves_HasNoEnd()
    {
        _meter.Measure(Reports.Running(10, 100));
        for (var second = 1; second <= 30; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            _meter.Measure(Reports.Running(10, 100));
        }

        _meter.Measure(Reports.Running(10, 100)).Remaining.ShouldBeNull();
    }

    [Fact]
    public void Measure_WhileThePlanGrows_HasNoEnd()
    {
        _time.Advance(TimeSpan.FromSeconds(5));
        _meter.Measure(Reports.Running(50, 200, planComplete: false)).Remaining.ShouldBeNull();
    }

    [Fact]
    public void Measure_WhenTheJobHasEnded_TakesTheWholeTime()
    {
        _time.Advance(TimeSpan.FromSeconds(100));
        _meter.Measure(Reports.Ended(JobStatus.Partial)).ShouldBe(new Pace(TimeSpan.FromSeconds(62), 20, TimeSpan.Zero));
    }
}
