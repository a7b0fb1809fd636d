using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Service.Live;
using PixCrawler.Service.ReadModel;
using PixCrawler.Service.Tests.Support;
using PixCrawler.Service.Webhooks;
using PixCrawler.TestKit;

namespace PixCrawler.Service.Tests.Live;

/// <summary>What a stream does while nothing happens, and with a watcher that does not read. Time is the test's.</summary>
public sealed class SlowWatcherTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pixcrawl-slow");
    private readonly ManualTimeProvider _time = new();
    private readonly ServiceDatabase _database;
    private readonly EventStream _stream;
    private readonly JobFeed _feed = new(new JobId(Guid.Parse("11111111111111111111111111111111")));
    private readonly CancellationTokenSource _stopping = new();

    public SlowWatcherTests()
    {
        var settings = RunningService.Settings(_folder.FullName);
        _database = ServiceDatabase.Open(settings);
        _stream = new EventStream(new JobTable(_database, new WebhookTable(_database)), settings, _time);
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _feed.Dispose();
        _database.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Stream_AfterSilence_ShowsThatItLives()
    {
        var (context, body) = Watcher(new Pipe());
        var sending = _stream.SendAsync(_feed, after: 0, hasEnded: false, context.Response, _stopping.Token);
        await ReadUntilAsync(body, "retry: 2000\n\n");

        await _time.UntilTimerDueInAsync(TimeSpan.FromSeconds(15));
        _time.Advance(TimeSpan.FromSeconds(15));

        await ReadUntilAsync(body, ": still here\n\n");
        await _stopping.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task Stream_ToAWatcherThatDoesNotRead_IsCutOff()
    {
        var (context, _) = Watcher(new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1)));

        var sending = _stream.SendAsync(_feed, after: 0, hasEnded: false, context.Response, _stopping.Token);
        await _time.UntilTimerDueInAsync(TimeSpan.FromSeconds(15));
        context.RequestAborted.IsCancellationRequested.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(15));

        await Should.ThrowAsync<OperationCanceledException>(() => sending);
        context.RequestAborted.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public void Feed_WhateverItIsGiven_KeepsTheNewestAndEachOnce()
    {
        _feed.Add([.. Enumerable.Range(1, 600).Select(Event)]);
        _feed.Add([Event(599), Event(600), Event(601)]);

        _feed.Read(after: 10).Events.ShouldBeNull();
        _feed.Read(after: 598).Events!.Select(entry => entry.Sequence).ShouldBe([599, 600, 601]);
        _feed.Read(after: 601).Events!.ShouldBeEmpty();
    }

    private static JobEventRow Event(int sequence) => new(sequence, $$"""{"sequence":{{sequence}},"type":"progressed","at":"2030-01-01T00:00:00Z"}""");

    private static (HttpContext Context, PipeReader Body) Watcher(Pipe pipe)
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpRequestLifetimeFeature>(new Lifetime());
        context.Features.Set<IHttpResponseBodyFeature>(new PipeBody(new StreamResponseBodyFeature(Stream.Null), pipe.Writer));
        return (context, pipe.Reader);
    }

    private static async Task ReadUntilAsync(PipeReader body, string text)
    {
        var sofar = "";
        while (!sofar.Contains(text, StringComparison.Ordinal))
        {
            var read = await body.ReadAsync();
            sofar += Encoding.UTF8.GetString(read.Buffer);
            body.AdvanceTo(read.Buffer.End);
        }
    }

    /// <summary>A connection that can be cut.</summary>
    private sealed class Lifetime : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; }

        public void Abort() => RequestAborted = new CancellationToken(canceled: true);
    }

    /// <summary>A body that goes into a pipe.</summary>
    private sealed class PipeBody(IHttpResponseBodyFeature rest, PipeWriter writer) : IHttpResponseBodyFeature
    {
        public Stream Stream => rest.Stream;

        public PipeWriter Writer => writer;

        public Task CompleteAsync() => rest.CompleteAsync();

        public void DisableBuffering() => rest.DisableBuffering();

        public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => rest.SendFileAsync(path, offset, count, cancellationToken);

        public Task StartAsync(CancellationToken cancellationToken = default) => rest.StartAsync(cancellationToken);
    }
}
