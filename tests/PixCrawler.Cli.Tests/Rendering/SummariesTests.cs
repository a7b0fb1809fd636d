using PixCrawler.Cli.Rendering;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Cli.Tests.Rendering;

public class SummariesTests
{
    private static readonly CrawlStart Start = new(Reports.Id, "birds", "/data/birds", "/data/birds/.pixcrawl/logs/pixcrawl.jsonl");
    private readonly Screen _screen = new();

    [Fact]
    public void FullSummary_OfAPartialJob_TellsResultsReasonsPlacesAndPace()
    {
        new FullSummary(_screen.Terminal, _screen.Terminal.Draw(noColor: true)).WriteEnd(new CrawlEnd(Start, Reports.Ended(), 2));

        _screen.Out.ShouldStartWith("Partial: the dataset is usable, and some URLs failed.\n");
        _screen.Lines.ShouldContain(line => line.Contains("kept") && line.Contains("1,200") && line.Contains("3.0 MiB"));
        _screen.Lines.ShouldContain(line => line.Contains("truncated") && line.Contains("25") && line.Contains("ends before its end marker"));
        _screen.Lines.ShouldContain("Took 1:02, 20.0 URLs a second, 1,290 attempts.");
        _screen.Lines.ShouldContain("2 rows held no URL: see manifest/bad-rows.jsonl.");
        _screen.Lines.ShouldContain("Dataset: /data/birds");
    }

    [Fact]
    public void FullSummary_WithAProblem_TellsItHarmlessly()
    {
        var report = Reports.Ended(JobStatus.Failed) with { Problem = "column \u001b[31m'url' is missing" };

        new FullSummary(_screen.Terminal, _screen.Terminal.Draw(noColor: true)).WriteEnd(new CrawlEnd(Start, report, 3));

        _screen.Lines.ShouldContain("Problem: column \\u{1B}[31m'url' is missing");
    }

    [Fact]
    public void FullSummary_WithAdvice_TellsIt()
    {
        var report = Reports.Ended() with { Advice = "Your resolver is refusing or overloaded." };

        new FullSummary(_screen.Terminal, _screen.Terminal.Draw(noColor: true)).WriteEnd(new CrawlEnd(Start, report, 2));

        _screen.Lines.ShouldContain("Advice: Your resolver is refusing or overloaded.");
    }

    [Fact]
    public void BriefSummary_AtTheEnd_IsOneLine()
    {
        new BriefSummary(_screen.Terminal.Out).WriteEnd(new CrawlEnd(Start, Reports.Ended(), 2));

        _screen.Out.ShouldBe("partial: 1,200 kept, 25 rejected, 15 failed; /data/birds\n");
    }
}
