using PixCrawler.Actors.Hosting;
using PixCrawler.Cli.Commands;
using PixCrawler.Cli.Tests.Hosting;
using PixCrawler.Cli.Tests.Logs;

namespace PixCrawler.Cli.Tests.Commands;

public sealed class ExplainCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Screen _screen = new();
    private readonly ManualTime _time = new();

    public ExplainCommandTests() => _time.Advance(TimeSpan.FromSeconds(60));

    [Fact]
    public async Task Explain_OfAFailedUrl_GivesItsAccountItsStoryAndAdvice()
    {
        LogBook.Write(_folder.Path, 0,
            LogBook.Line(1, "Warning", "Attempt 1 of 3 at h failed (http-503); the next is made in 2 s", ("Url", "http://h/a.png?token=***")),
            LogBook.Line(2, "Debug", "about another", ("Url", "http://h/b.png")),
            LogBook.Line(9, "Error", "Download failed in attempt 3: http-503", ("Url", "http://h/a.png?token=***")));
        Manifest("""{"slot":"00000/4","line":9,"url":"http://h/a.png?token=***","status":"failed","reason":"http-503","detail":"busy","failure":"transient","attempts":3,"httpStatus":503,"settledAt":"2026-01-02T03:04:14+00:00"}""");

        (await RunAsync("http://h/a.png?token=s3cret")).ShouldBe(0);

        _screen.Lines.ShouldBe(
        [
            "http://h/a.png?token=***",
            "  failed: http-503. The server is overloaded or down (503).",
            "  slot 0/4, line 9 of its list, 3 attempts, last answer 503",
            "  detail: busy",
            "  what to do: Run the failed URLs again later.",
            "What the log says (UTC):",
            "  03:04:06.000  Attempt 1 of 3 at h failed (http-503); the next is made in 2 s",
            "  03:04:14.000  Download failed in attempt 3: http-503",
        ]);
    }

    [Fact]
    public async Task Explain_OfAnUnknownUrl_SaysSoWith64()
    {
        Manifest();

        (await RunAsync("http://h/none")).ShouldBe(64);

        _screen.Error.ShouldStartWith("URL: neither the account nor the log names http://h/none");
    }

    [Fact]
    public async Task Explain_OfAnEndedJob_GivesTheReasonsWithExamples()
    {
        File.WriteAllText(_folder.Sub("dataset.json"), """{"name":"cats","status":"partial"}""");
        Manifest([.. Enumerable.Range(0, 5).Select(slot =>
            $$"""{"slot":"00000/{{slot}}","url":"http://h/{{slot}}","status":"failed","reason":"http-404","failure":"permanent","attempts":1,"settledAt":"2026-01-02T03:04:14+00:00"}""")]);

        (await RunAsync()).ShouldBe(0);

        _screen.Lines.ShouldBe(
        [
            "The job 'cats' ended: partial.",
            "Settled so far, chunk by chunk:",
            "5 failed: http-404. There is nothing at this URL (404).",
            "  what to do: Leave the URL out, or look for where it moved.",
            "  for example http://h/0",
            "  for example http://h/1",
            "  for example http://h/2",
        ]);
    }

    [Fact]
    public async Task Explain_OfAJobThatRuns_SaysWhatItWaitsForAndNotWhatIsOver()
    {
        LogBook.Write(_folder.Path, 0,
            LogBook.Line(1, "Information", "The job is Running: 1 of 9 URLs settled", ("EventId", EventIds.JobState)),
            LogBook.Line(2, "Warning", "over by now", ("ChunkId", "j-0"), ("Slot", 1), ("DueAt", LogBook.Start.AddSeconds(59))),
            LogBook.Line(3, "Warning", "settled before it was due", ("ChunkId", "j-0"), ("Slot", 2), ("DueAt", LogBook.Start.AddSeconds(90))),
            LogBook.Line(4, "Debug", "Slot 2 is settled", ("ChunkId", "j-0"), ("Slot", 2)),
            LogBook.Line(5, "Warning", "chunk-1 failed; restart 1 of 3 in 60 s", ("ResourceId", "chunk-1"), ("DueAt", LogBook.Start.AddSeconds(95))),
            LogBook.Line(6, "Warning", "Attempt 1 of 3 failed", ("ChunkId", "j-0"), ("Slot", 3), ("Url", "http://h/3"), ("DueAt", LogBook.Start.AddSeconds(70))),
            LogBook.Line(50, "Warning", "h is left alone", ("Host", "h"), ("DueAt", LogBook.Start.AddSeconds(80))));
        Manifest();

        (await RunAsync()).ShouldBe(0);

        _screen.Lines.ShouldBe(
        [
            "The job has not ended: there is no dataset.json.",
            "As of 03:04:06: The job is Running: 1 of 9 URLs settled.",
            "  due in 10 s: Attempt 1 of 3 failed http://h/3",
            "  due in 20 s: h is left alone",
            "  due in 35 s: chunk-1 failed; restart 1 of 3 in 60 s",
            "The newest log line is 10 s old: h is left alone.",
            "No URL is settled yet.",
        ]);
    }

    [Fact]
    public async Task Explain_OfWhatIsNoDataset_SaysSoWith64()
    {
        (await RunAsync()).ShouldBe(64);

        _screen.Error.ShouldContain("is no dataset; name the folder a crawl wrote to");
    }

    public void Dispose() => _folder.Dispose();

    private void Manifest(params string[] lines)
    {
        Directory.CreateDirectory(_folder.Sub("manifest"));
        File.WriteAllLines(Path.Combine(_folder.Sub("manifest"), "00000.jsonl"), lines);
    }

    private Task<int> RunAsync(params string[] url) => PixcrawlCommand.RunAsync(["explain", _folder.Path, .. url], _screen.Terminal, _time);
}
