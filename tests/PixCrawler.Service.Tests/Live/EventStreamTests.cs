using System.Net;
using PixCrawler.ImageFarm;
using PixCrawler.Service.Tests.Support;

namespace PixCrawler.Service.Tests.Live;

/// <summary>Live events: all of them, in order, each once, also across breaks and restarts.</summary>
public sealed class EventStreamTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pixcrawl-live");
    private ImageFarmServer _farm = null!;

    public async Task InitializeAsync() => _farm = await ImageFarmServer.StartAsync();

    public async Task DisposeAsync()
    {
        await _farm.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Stream_OfAJob_HasEveryEventInOrderAndEndsWithIt()
    {
        await using var service = await RunningService.StartAsync(_folder.FullName);
        var job = await service.Http.JobAsync(Urls(6), more: new { chunkSlots = 2 });

        using var answer = await EventReader.OpenAsync(service.Http, job);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        var events = await EventReader.ReadAsync(answer).ToListAsync();

        var durable = events.Where(sent => sent.Id is not null).ToList();
        durable.Select(sent => sent.Id!.Value).ShouldBe(Enumerable.Range(1, durable.Count).Select(id => (long)id));
        durable[0].Type.ShouldBe("started");
        durable[^1].Type.ShouldBe("ended");
        durable[^1].Data.GetProperty("tally").GetProperty("kept").GetInt32().ShouldBe(6);
        durable.Count(sent => sent.Type == "chunk-settled").ShouldBe(3);
        using var later = await EventReader.OpenAsync(service.Http, job, durable[^1].Id);
        later.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var page = await service.Http.GetJsonAsync($"/api/v1/jobs/{job}/events?after=2&limit=3");
        page.GetProperty("data").EnumerateArray().Select(sent => sent.GetProperty("sequence").GetInt64()).ShouldBe([3, 4, 5]);
    }

    [Fact]
    public async Task Stream_ToManyWatchers_IsTheSameForAll()
    {
        await using var service = await RunningService.StartAsync(_folder.FullName);
        var job = await service.Http.JobAsync([.. Urls(20), _farm.Url("/slow/300/gen/50/32x32.png").AbsoluteUri], more: new { chunkSlots = 1 });

        var watchers = await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
        {
            using var answer = await EventReader.OpenAsync(service.Http, job);
            return await EventReader.ReadAsync(answer).Where(sent => sent.Id is not null).Select(sent => sent.Id!.Value).ToListAsync();
        }));

        watchers.ShouldAllBe(ids => ids.SequenceEqual(Enumerable.Range(1, ids.Count).Select(id => (long)id)));
        watchers.Select(ids => ids.Count).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Stream_WhileAttemptsWait_TellsOfThem()
    {
        await using var service = await RunningService.StartAsync(_folder.FullName);
        var job = await service.Http.JobAsync([_farm.Url("/retry-after/2/1/gen/1/32x32.png").AbsoluteUri]);

        using var answer = await EventReader.OpenAsync(service.Http, job);
        var waiting = await EventReader.ReadAsync(answer).FirstAsync(sent => sent.Type == "progress" && sent.Data.GetProperty("retries").GetArrayLength() > 0);

        var retry = waiting.Data.GetProperty("retries")[0];
        (retry.GetProperty("attempt").GetInt32(), retry.GetProperty("maxAttempts").GetInt32()).ShouldBe((2, 3));
        retry.Text("reason").ShouldBe("http-503");
    }

    [Fact]
    public async Task Stream_WhenTheServiceIsRestartedInMidJob_GoesOnWhereItWas()
    {
        string[] urls = [.. Urls(4), _farm.Url("/slow/1500/gen/9/32x32.png").AbsoluteUri];
        var seen = new List<SentEvent>();
        string job;
        await using (var service = await RunningService.StartAsync(_folder.FullName))
        {
            job = await service.Http.JobAsync(urls, more: new { chunkSlots = 1 });
            using var answer = await EventReader.OpenAsync(service.Http, job);
            await foreach (var sent in EventReader.ReadAsync(answer))
            {
                seen.AddRange(sent.Id is null ? [] : [sent]);
                if (sent.Type == "chunk-settled")
                    break;
            }
        }

        await using var next = await RunningService.StartAsync(_folder.FullName);
        using (var answer = await EventReader.OpenAsync(next.Http, job, seen[^1].Id))
            seen.AddRange(await EventReader.ReadAsync(answer).Where(sent => sent.Id is not null).ToListAsync());

        seen.Select(sent => sent.Id!.Value).ShouldBe(Enumerable.Range(1, seen.Count).Select(id => (long)id));
        seen.Count(sent => sent.Type == "chunk-settled").ShouldBe(urls.Length);
        seen.ShouldContain(sent => sent.Type == "suspended");
        seen[^1].Data.Text("status").ShouldBe("completed");
    }

    [Fact]
    public async Task Stream_OfAJobThatIsTakenUpAgain_GoesBeyondItsFirstEnd()
    {
        await using var service = await RunningService.StartAsync(_folder.FullName);
        var job = await service.Http.JobAsync([_farm.Url("/fail/3/then/gen/1/32x32.png").AbsoluteUri]);
        await service.Http.EndAsync(job);
        var last = (await service.Http.GetJsonAsync($"/api/v1/jobs/{job}")).GetProperty("lastEvent").GetInt64();

        (await service.Http.PostAsync($"/api/v1/jobs/{job}/retry-failed", null)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        using var answer = await EventReader.OpenAsync(service.Http, job, last);
        var events = await EventReader.ReadAsync(answer).Where(sent => sent.Id is not null).ToListAsync();

        events[0].Type.ShouldBe("reopened");
        events[^1].Data.Text("status").ShouldBe("completed");
    }

    [Fact]
    public async Task Stream_OfAJobThatIsCancelledBeforeItWasBegun_Ends()
    {
        await using var service = await RunningService.StartAsync(_folder.FullName);
        var job = await service.Http.JobAsync(Urls(1), more: new { start = false });

        using var answer = await EventReader.OpenAsync(service.Http, job);
        (await service.Http.PostAsync($"/api/v1/jobs/{job}/cancel", null)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var events = await EventReader.ReadAsync(answer).ToListAsync();

        events[^1].Data.GetProperty("job").Text("status").ShouldBe("cancelled");
        using var later = await EventReader.OpenAsync(service.Http, job);
        later.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Stream_BeyondTheMostThereMayBe_IsRefusedAndHasAPlaceOnceOneGoes()
    {
        // Asking until there is a place must not run into the limit of requests.
        await using var service = await RunningService.StartAsync(
            _folder.FullName, settings => (settings.Service.MaxWatchers, settings.Service.RequestBurst, settings.Service.RequestsPerMinute) = (1, 10_000, 1_000_000));
        var job = await service.Http.JobAsync([_farm.Url("/hang").AbsoluteUri]);

        using (await EventReader.OpenAsync(service.Http, job))
        {
            using var second = await EventReader.OpenAsync(service.Http, job);
            second.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            second.Headers.RetryAfter.ShouldNotBeNull();
        }

        HttpStatusCode status;
        do
        {
            using var third = await EventReader.OpenAsync(service.Http, job);
            status = third.StatusCode;
        }
        while (status == HttpStatusCode.ServiceUnavailable);
        status.ShouldBe(HttpStatusCode.OK);
    }

    private IEnumerable<string> Urls(int count) => Enumerable.Range(0, count).Select(seed => _farm.Url($"/gen/{seed}/32x32.png").AbsoluteUri);
}
