using PixCrawler.Cli.Rendering;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Cli.Tests.Rendering;

public class LiveProgressTests
{
    private readonly ManualTime _time = new();
    private readonly Screen _screen = new();

    [Fact]
    public void Draw_WhileRunning_ShowsPositionCountsReasonsRetriesAndRestarts()
    {
        var report = Reports.Running(620, 1240) with
        {
            Tally = Reports.Mixed,
            Progress = 0.5,
            Retries = [Reports.Retry("https://images.example/a.jpg", 4)],
            Restarting = [new PendingRestart("chunk-3", 1, 3, "disk full", ManualTime.Start.AddSeconds(60))],
        };

        Draw(report, new Pace(TimeSpan.FromSeconds(31), 20, TimeSpan.FromSeconds(31)));

        _screen.Lines.Select(line => line.TrimEnd()).ShouldBe(
        [
            "birds ███████████████░░░░░░░░░░░░░░░ 50 % 1,240 of 1,240, 20.0/s, 0:31 left",
            "1,200 kept  25 rejected  0 refused  15 failed  0 cancelled  3.0 MiB",
            "     25 truncated",
            "     10 http-404",
            "      5 http-503",
            "attempt 2 of 3 in 4 s: http-503 images.example",
            "chunk-3: restart 1 of 3 in 60 s: disk full",
        ]);
    }

    [Fact]
    public void Draw_WithHostileText_DrawsItAsText()
    {
        var report = Reports.Running(1, 2) with
        {
            Name = "[red]\u001b[2Jx[/",
            Retries = [Reports.Retry("not a url [link=x]\u001b", 1, "[bold]\u0007")],
        };

        Draw(report, default);

        _screen.Out.ShouldNotContain('\u001b');
        _screen.Out.ShouldContain("[red]\\u{1B}[2Jx[/");
        _screen.Out.ShouldContain("[bold]\\u{7} not a url [link=x]\\u{1B}");
    }

    [Fact]
    public async Task FollowAsync_OnATerminal_DrawsAtMostFiveTimesASecond()
    {
        var screen = new Screen(isInteractive: true);
        var reports = Enumerable.Range(0, 100).Select(n => Reports.Running(n, 100)).Append(Reports.Ended()).ToArray();

        var last = await new LiveProgress(screen.Terminal.Draw(noColor: true), _time)
            .FollowAsync(Reports.Every(_time, TimeSpan.FromMilliseconds(20), reports));

        last.ShouldBe(reports[^1]);
        screen.Out.Split("birds").Length.ShouldBeInRange(5, 13);
    }

    private void Draw(JobReport report, Pace pace)
    {
        var console = _screen.Terminal.Draw(noColor: true);
        console.Write(new LiveProgress(console, _time).Draw(report, pace));
    }
}
