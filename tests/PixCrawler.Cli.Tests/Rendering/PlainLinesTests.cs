using PixCrawler.Cli.Rendering;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Cli.Tests.Rendering;

public class PlainLinesTests
{
    private readonly ManualTime _time = new();
    private readonly Screen _screen = new();

    [Fact]
    public async Task FollowAsync_WithManyReports_WritesALineEveryTwoSecondsAndOneForEachNewState()
    {
        JobReport[] reports =
        [
            Reports.Running(0, 100, planComplete: false),
            .. Enumerable.Range(1, 30).Select(n => Reports.Running(n * 10, 1240)),
            Reports.Ended(),
        ];

        var last = await new PlainLines(_screen.Terminal.Out, _time).FollowAsync(Reports.Every(_time, TimeSpan.FromMilliseconds(200), reports));

        last.ShouldBe(reports[^1]);
        _screen.Lines.ShouldBe(
        [
            "0:00 running: 0 of 100 so far, 0.0/s; 0 kept",
            "0:00 running: 10 of 1,240, 50.0/s, 0:25 left; 10 kept",
            "0:02 running: 110 of 1,240, 50.0/s, 0:23 left; 110 kept",
            "0:04 running: 210 of 1,240, 50.0/s, 0:21 left; 210 kept",
            "1:02 partial: 1,240 of 1,240, 20.0/s; 1,200 kept, 25 rejected, 15 failed",
        ]);
    }

    [Fact]
    public void Line_WithWaitingWork_SaysSo()
    {
        var report = Reports.Running(1, 2) with
        {
            Retries = [Reports.Retry("http://a/", 4)],
            Restarting = [new PendingRestart("chunk-3", 1, 3, "disk full", ManualTime.Start)],
        };

        PlainLines.Line(report, default, ManualTime.Start).ShouldBe(
            "0:00 running: 1 of 2, 0.0/s; 1 kept; attempt 2 of 3 in 4 s: http-503 a and 1 more wait");
    }
}
