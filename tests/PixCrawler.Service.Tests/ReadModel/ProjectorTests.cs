using System.Net;
using PixCrawler.Actors.Hosting;
using PixCrawler.ImageFarm;
using PixCrawler.Service.Hosting;
using PixCrawler.Service.Tests.Support;
using PixCrawler.TestDatabases;

namespace PixCrawler.Service.Tests.ReadModel;

/// <summary>The read model says what the journal says: in both databases, and also after it was lost.</summary>
public sealed class ProjectorTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pixcrawl-model");
    private ImageFarmServer _farm = null!;

    public async Task InitializeAsync() => _farm = await ImageFarmServer.StartAsync();

    public async Task DisposeAsync()
    {
        await _farm.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Jobs_WhenTheReadModelIsLost_ComeBackFromTheJournal()
    {
        string job;
        string before;
        await using (var service = await RunningService.StartAsync(_folder.FullName))
        {
            job = await service.Http.JobAsync(Urls(3), more: new { chunkSlots = 1 });
            await service.Http.EndAsync(job);
            before = (await service.Http.GetJsonAsync($"/api/v1/jobs/{job}/events")).ToString();
        }

        foreach (var file in Directory.GetFiles(_folder.FullName, "service.db*"))
            File.Delete(file);

        await using var next = await RunningService.StartAsync(_folder.FullName);
        var list = await next.Http.UntilAsync("/api/v1/jobs?status=completed", json => json.GetProperty("data").GetArrayLength() == 1);
        list.GetProperty("data")[0].Text("id").ShouldBe(job);
        list.GetProperty("data")[0].GetProperty("tally").GetProperty("kept").GetInt32().ShouldBe(3);
        (await next.Http.GetJsonAsync($"/api/v1/jobs/{job}/events")).ToString().ShouldBe(before);
    }

    [Fact]
    public async Task Jobs_InPostgreSql_AreKeptBesideTheJournal()
    {
        await using var cluster = await PostgreSqlCluster.StartAsync();
        void Database(ServiceSettings settings) => settings.Crawler.Journal =
            new JournalOptions { Kind = JournalKind.PostgreSql, ConnectionString = cluster.ConnectionString, Schema = "crawler" };
        string job;
        await using (var service = await RunningService.StartAsync(_folder.FullName, Database))
        {
            job = await service.Http.JobAsync([.. Urls(3), _farm.Url("/fail/3/then/gen/9/32x32.png").AbsoluteUri]);
            (await service.Http.EndAsync(job)).Text("status").ShouldBe("partial");
            (await service.Http.PostAsync($"/api/v1/jobs/{job}/retry-failed", null)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
            await service.Http.UntilAsync($"/api/v1/jobs/{job}", json => json.Text("status") == "completed");
        }

        Directory.GetFiles(_folder.FullName, "*.db").ShouldBeEmpty();
        await using var next = await RunningService.StartAsync(_folder.FullName, Database);
        (await next.Http.GetJsonAsync("/api/v1/jobs")).GetProperty("data")[0].Text("status").ShouldBe("completed");
        using var answer = await EventReader.OpenAsync(next.Http, job);
        var events = await EventReader.ReadAsync(answer).Where(sent => sent.Id is not null).ToListAsync();
        events.Select(sent => sent.Id!.Value).ShouldBe(Enumerable.Range(1, events.Count).Select(id => (long)id));
        events.Count(sent => sent.Type == "ended").ShouldBe(2);
    }

    private IEnumerable<string> Urls(int count) => Enumerable.Range(0, count).Select(seed => _farm.Url($"/gen/{seed}/32x32.png").AbsoluteUri);
}
