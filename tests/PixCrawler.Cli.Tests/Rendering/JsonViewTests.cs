using System.Text.Json;
using PixCrawler.Cli.Rendering;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Cli.Tests.Rendering;

public class JsonViewTests
{
    private static readonly CrawlStart Start = new(Reports.Id, "birds", "/data/birds", "/data/birds/.pixcrawl/logs/pixcrawl.jsonl");
    private readonly ManualTime _time = new();
    private readonly Screen _screen = new();

    private JsonView View => new(_screen.Terminal.Out, _time);

    [Fact]
    public void Started_WhenAccepted_WritesTheJob()
    {
        View.Started(Start);

        _screen.Out.ShouldBe(
            """{"event":"started","job":"0123456789abcdef0123456789abcdef","name":"birds","output":"/data/birds","log":"/data/birds/.pixcrawl/logs/pixcrawl.jsonl"}""" + "\n");
    }

    [Fact]
    public void Ended_WithTheLastReport_WritesTheFullAccount()
    {
        View.Ended(new CrawlEnd(Start, Reports.Ended(), 2));

        _screen.Out.ShouldBe(
            """{"event":"ended","status":"partial","exitCode":2,"job":"0123456789abcdef0123456789abcdef","name":"birds","output":"/data/birds","log":"/data/birds/.pixcrawl/logs/pixcrawl.jsonl","planned":1240,"tally":{"settled":1240,"kept":1200,"rejected":25,"refused":0,"failed":15,"cancelled":0,"bytes":3145728,"attempts":1290,"reasons":{"http-404":10,"http-503":5,"truncated":25}},"badRows":2,"chunks":3,"chunksFailed":0,"restarts":0,"startedAt":"2026-01-02T03:04:05+00:00","endedAt":"2026-01-02T03:05:07+00:00","seconds":62,"perSecond":20,"problem":null,"advice":null,"duplicates":null}""" + "\n");
    }

    [Fact]
    public async Task FollowAsync_WithManyReports_WritesOneLineASecondAndOneForEachNewState()
    {
        JobReport[] reports = [.. Enumerable.Range(0, 20).Select(n => Reports.Running(n, 1240)), Reports.Ended()];

        await View.FollowAsync(Reports.Every(_time, TimeSpan.FromMilliseconds(200), reports));

        var lines = _screen.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        lines.Select(line => line.GetProperty("event").GetString()).ShouldAllBe(name => name == "progress");
        lines.Select(line => line.GetProperty("tally").GetProperty("settled").GetInt32()).ShouldBe([0, 5, 10, 15, 1240]);
    }

    [Fact]
    public async Task FollowAsync_WithHostileText_StaysOneLineOfAscii()
    {
        var report = Reports.Ended() with { Retries = [Reports.Retry("http://a/\n{\"event\":\"ended\"}\u2028\u001b", 1)] };

        await View.FollowAsync(Reports.Every(_time, TimeSpan.Zero, report));

        _screen.Lines.Length.ShouldBe(1);
        _screen.Lines[0].ShouldAllBe(character => character >= ' ' && character <= '~');
    }

    [Fact]
    public void Rejected_WithErrors_NamesEach()
    {
        View.Rejected([new FieldError("--min-side", "must be from 1 to 16,384, not 0")]);

        _screen.Out.ShouldBe("""{"event":"rejected","errors":[{"field":"--min-side","problem":"must be from 1 to 16,384, not 0"}]}""" + "\n");
    }
}
