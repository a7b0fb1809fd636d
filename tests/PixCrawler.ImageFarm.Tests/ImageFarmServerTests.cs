using System.Net;

namespace PixCrawler.ImageFarm.Tests;

public class ImageFarmServerTests : FarmFixture
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(2);

    public static TheoryData<string> Hanging => new(FarmBehaviours.All.Where(row => row.Hangs).Select(row => row.ExamplePath));

    protected override ImageFarmOptions Options => new()
    {
        Addresses = ImageFarmOptions.LoopbackAddresses(3),
        Site = new FarmSite { AiTxt = "User-Agent: *\nDisallow: /\n" },
        Sites = new Dictionary<string, FarmSite>
        {
            ["127.0.0.2"] = new() { RobotsTxt = "User-agent: *\nDisallow: /\n", TdmRepJson = "[]" },
            ["127.0.0.3"] = new() { RobotsTxt = "Try later.", RobotsStatus = 500 },
        },
    };

    [Theory]
    [MemberData(nameof(Hanging))]
    public async Task Hanging_WhenTheFarmIsDisposed_EndsInTime(string path)
    {
        var hanging = GetAsync(path);
        await ArrivedAsync(1);
        await Farm.DisposeAsync().AsTask().WaitAsync(StopLimit);

        await Should.ThrowAsync<HttpRequestException>(() => hanging);
        Farm.Log.InFlight.ShouldBe(0);
        Farm.Log[0].Aborted.ShouldBeTrue();
        Farm.Log[0].EndedAt.ShouldNotBeNull();
    }

    [Theory]
    [MemberData(nameof(Hanging))]
    public async Task Hanging_WhenTheClientGoes_Ends(string path)
    {
        using var leave = new CancellationTokenSource();
        var hanging = Client.GetAsync(Farm.Url(path), leave.Token);
        await ArrivedAsync(1);
        await leave.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => hanging);
        await Farm.Log.WhenIdleAsync(CancellationToken.None).WaitAsync(StopLimit);
        Farm.Log[0].Aborted.ShouldBeTrue();
    }

    [Fact]
    public async Task Dispose_WithManyHangingClients_EndsInTime()
    {
        var clients = Enumerable.Range(0, 40).Select(n => GetAsync($"/hang?{n}")).ToArray();
        await ArrivedAsync(clients.Length);
        await Farm.DisposeAsync().AsTask().WaitAsync(StopLimit);
        foreach (var client in clients) await Should.ThrowAsync<HttpRequestException>(() => client);
    }

    [Fact]
    public async Task Log_UnderConcurrentRequests_CountsExactly()
    {
        await Task.WhenAll(Enumerable.Range(0, 200).Select(async n =>
        {
            using var response = await GetAsync($"/status/404?{n % 10}");
        }));
        await Farm.Log.WhenIdleAsync(CancellationToken.None);

        Farm.Log.Count.ShouldBe(200);
        for (int n = 0; n < 10; n++) Farm.Log.CountFor($"/status/404?{n}").ShouldBe(20);
        Farm.Log.Select(request => request.Sequence).ShouldBe(Enumerable.Range(1, 200).Select(n => (long)n));
        Farm.Log.ShouldAllBe(request => request.Status == 404 && request.EndedAt != null && !request.Aborted);
    }

    [Fact]
    public async Task Log_KeepsWhatTheClientSent()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Farm.Url("/gen/1/32x32.png?q=%C3%A4"));
        request.Headers.UserAgent.ParseAdd("pixtest/1.0");
        request.Headers.Add("Accept-Encoding", "identity");
        using var response = await Client.SendAsync(request);
        await Farm.Log.WhenIdleAsync(CancellationToken.None);

        var entry = Farm.Log.ShouldHaveSingleItem();
        entry.PathAndQuery.ShouldBe("/gen/1/32x32.png?q=%C3%A4");
        entry.Host.ShouldBe(Farm.Roots[0].Authority);
        entry.Method.ShouldBe("GET");
        entry.UserAgent.ShouldBe("pixtest/1.0");
        entry.Headers["accept-encoding"].ShouldBe("identity");
        entry.Status.ShouldBe(200);
        entry.BytesSent.ShouldBe(response.Content.Headers.ContentLength!.Value);
    }

    [Fact]
    public async Task Addresses_EachIsAHostOfItsOwn()
    {
        Farm.Roots.Select(root => root.Host).ShouldBe(["127.0.0.1", "127.0.0.2", "127.0.0.3"]);
        const string path = "/fail/1/then/gen/1/32x32.png";
        for (int host = 0; host < 3; host++)
        {
            using var first = await GetAsync(path, host);
            first.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            Farm.Log.CountFor(Farm.Url(path, host)).ShouldBe(1);
        }
        Farm.Log.CountFor(path).ShouldBe(3);
    }

    [Theory]
    [InlineData(0, "/robots.txt", 200, "User-agent: *\nDisallow: /private/\n")]
    [InlineData(1, "/robots.txt", 200, "User-agent: *\nDisallow: /\n")]
    [InlineData(2, "/robots.txt", 500, "Try later.")]
    [InlineData(0, "/ai.txt", 200, "User-Agent: *\nDisallow: /\n")]
    [InlineData(1, "/ai.txt", 404, null)]
    [InlineData(1, "/.well-known/tdmrep.json", 200, "[]")]
    public async Task Site_AnswersByHostName(int host, string path, int status, string? body)
    {
        using var response = await GetAsync(path, host);
        ((int)response.StatusCode).ShouldBe(status);
        if (body is not null) (await response.Content.ReadAsStringAsync()).ShouldBe(body);
    }

    [Fact]
    public async Task Head_HasTheHeadersAndNoBody()
    {
        using var response = await Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, Farm.Url("/gen/1/32x32.bmp")));
        response.Content.Headers.ContentLength.ShouldBe(54 + 32 * 32 * 3);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        response.Headers.Server.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("8.8.8.8", 0)]
    [InlineData("0.0.0.0", 0)]
    [InlineData("127.0.0.1", -1)]
    [InlineData("127.0.0.1", 65536)]
    public async Task Start_WhenAnOptionIsWrong_IsRefused(string address, int port) =>
        await Should.ThrowAsync<ArgumentException>(() =>
            ImageFarmServer.StartAsync(new ImageFarmOptions { Addresses = [IPAddress.Parse(address)], Port = port }));

    [Fact]
    public async Task Start_WhenThePortIsTaken_Throws() =>
        await Should.ThrowAsync<IOException>(() => ImageFarmServer.StartAsync(new ImageFarmOptions { Port = Farm.Roots[0].Port }));

    [Fact]
    public async Task DemoUrls_AreOnTheFarmSpreadOverItsHosts()
    {
        var urls = Farm.DemoUrls();
        urls.Count.ShouldBe(52);
        urls.Select(entry => entry.Url).ShouldBeUnique();
        urls.GroupBy(entry => entry.Url.Host).Count().ShouldBe(3);
        foreach (var entry in urls)
        {
            try
            {
                using var response = await Client.GetAsync(entry.Url, HttpCompletionOption.ResponseHeadersRead);
                if (entry.Caption != "not found") response.StatusCode.ShouldNotBe(HttpStatusCode.NotFound, entry.Caption);
            }
            catch (HttpRequestException)
            {
                entry.Caption.ShouldContain("cut");
            }
        }
    }

    private Task ArrivedAsync(int requests) => Farm.Log.WhenCountAsync(requests, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(5));
}
