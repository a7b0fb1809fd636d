using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Jobs;
using PixCrawler.Actors.Tests.World;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Sources;
using PixCrawler.Datasets;
using PixCrawler.Net.Downloads;
using PixCrawler.Net.Http;
using PixCrawler.Net.Politeness;
using PixCrawler.Net.Sources;
using Serilog;

namespace PixCrawler.Actors.Tests.Clustering;

/// <summary>
/// Jobs and hosts as regions, put together as for a node of a cluster, over one journal: what one node leaves, the next one takes up by
/// itself.
/// </summary>
public sealed class ShardedJobsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sharded-");
    private readonly FakeWeb _web = new();
    private readonly MemoryStore _store = new();
    private readonly FakeLists _lists = new();
    private readonly FakeSites _sites = new();
    private readonly JobId _jobId = new(new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Job_SentToTheRegion_IsCarriedOutAndAnswersAfterItsEndAndInTheNextLife()
    {
        _lists.With("urls.txt", Urls(40));
        using (var node = await StartNodeAsync())
        {
            (await ClientOf(node).SubmitAsync(Order())).ShouldBeOfType<JobAccepted>();
            (await EndAsync(node)).Tally.Kept.ShouldBe(40);
            await node.StopAsync();
        }

        using var next = await StartNodeAsync();
        (await ClientOf(next).GetStatusAsync(_jobId))!.Status.ShouldBe(JobStatus.Completed);
        (await ClientOf(next).GetStatusAsync(new JobId(Guid.AllBitsSet))).ShouldBeNull();
        await next.StopAsync();
        _web.Visits.Count.ShouldBe(40);
    }

    [Fact]
    public async Task Job_WhoseNodeEndsInMidJob_GoesOnByItselfOnTheNextOne()
    {
        _lists.With("urls.txt", Urls(20));
        var (begun, door) = (Source(), Source());
        HoldAll(20, begun, door.Task);
        using (var node = await StartNodeAsync())
        {
            await ClientOf(node).SubmitAsync(Order());
            await begun.Task.WaitAsync(Patience);
            var stopping = node.StopAsync();
            door.SetResult();
            await stopping;
        }

        using var next = await StartNodeAsync();
        var ended = await EndAsync(next);
        await next.StopAsync();

        (ended.Status, ended.Tally.Kept, ended.Restarts).ShouldBe((JobStatus.Completed, 20, 0));
        _web.Visits.GroupBy(visit => visit.Url).ShouldAllBe(visits => visits.Count() == 1);
    }

    [Fact]
    public async Task Job_LeftByAProcessThatWasAlone_GoesOnByItselfInTheCluster()
    {
        _lists.With("urls.txt", Urls(20));
        var (begun, door) = (Source(), Source());
        HoldAll(20, begun, door.Task);
        using (var alone = await StartAloneAsync())
        {
            await ClientOf(alone).SubmitAsync(Order());
            await begun.Task.WaitAsync(Patience);
            var stopping = alone.StopAsync();
            door.SetResult();
            await stopping;
        }

        var settled = _web.Visits.Count;
        settled.ShouldBeLessThan(20);
        using var node = await StartNodeAsync();
        await UntilAsync(() => _web.Visits.Count == 20);
        (await EndAsync(node)).Tally.Kept.ShouldBe(20);
        await node.StopAsync();
    }

    [Fact]
    public async Task Host_OfTheOpenWeb_IsAskedOnceItsTurnHasCome()
    {
        _sites.Foreign.Add("site");
        _lists.With("urls.txt", Urls(2));
        using var node = await StartNodeAsync();
        await ClientOf(node).SubmitAsync(Order());

        (await EndAsync(node)).Tally.Kept.ShouldBe(2);
        await node.StopAsync();
    }

    private static string[] Urls(int count) => [.. Enumerable.Range(0, count).Select(number => $"http://site/{number}.png")];

    private static TaskCompletionSource Source() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static IPixCrawlerClient ClientOf(IHost host) => host.Services.GetRequiredService<IPixCrawlerClient>();

    private SubmitJob Order() => new(_jobId, new JobSpecification { Name = "test", OutputFolder = "/dataset", Sources = [new UrlListSource("urls.txt")] });

    private void HoldAll(int count, TaskCompletionSource begun, Task door)
    {
        foreach (var url in Urls(count))
        {
            _web.On(url, async visit =>
            {
                begun.TrySetResult();
                await door.WaitAsync(visit.Cancelled);
                return FakeWeb.Image(visit.Url);
            });
        }
    }

    private async Task<JobReport> EndAsync(IHost host)
    {
        using var patience = new CancellationTokenSource(Patience);
        await foreach (var report in ClientOf(host).WatchAsync(_jobId, TimeSpan.FromMilliseconds(50), patience.Token))
        {
            if (report.Status.IsTerminal())
                return report;
        }

        throw new InvalidOperationException("the job has not ended");
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private async Task<IHost> StartAloneAsync()
    {
        var builder = Host.CreateApplicationBuilder();
        AddWorld(builder.Services);
        builder.Services.AddPixCrawler(Options());
        return await StartAsync(builder);
    }

    private async Task<IHost> StartNodeAsync()
    {
        var builder = Host.CreateApplicationBuilder();
        AddWorld(builder.Services);
        builder.Services.AddCrawlerServices(Options());
        builder.Services.AddAkka("pixcrawler", (akka, provider) => akka
            .WithConfiguredJournal(provider)
            .ConfigureLoggers(loggers => loggers.ClearLoggers())
            .WithShardedHosts(provider, role: null)
            .WithActors((system, registry) => ProcessActors.Start(system, registry, provider))
            .WithShardedJobs(provider, role: null));
        return await StartAsync(builder);
    }

    private static async Task<IHost> StartAsync(HostApplicationBuilder builder)
    {
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private PixCrawlerOptions Options() => new()
    {
        Validators = 2,
        MaxConcurrentDownloads = 4,
        Http = new HttpOptions { Contact = "https://crawler.example" },
        Journal = new JournalOptions { Kind = JournalKind.Sqlite, File = Path.Combine(_folder.FullName, "journal.db") },
    };

    private void AddWorld(IServiceCollection services)
    {
        services.AddSingleton<ILogger>(new LoggerConfiguration().CreateLogger());
        services.AddSingleton<IDownloader>(_web);
        services.AddSingleton<IDatasetStore>(_store);
        services.AddSingleton<IUrlListReader>(_lists);
        services.AddSingleton<ISiteFiles>(_sites);
        services.AddSingleton<IOwnHosts>(_sites);
        services.AddSingleton<Actors.Validation.IImageValidatorFactory>(new FakeValidators());
    }
}
