using System.Net;
using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Urls;
using PixCrawler.Net.Downloads;
using PixCrawler.Net.Tests.Support;

namespace PixCrawler.Net.Tests.Downloads;

public sealed class RedirectTests
{
    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Download_WhenRedirected_FollowsAndTellsWhereItEnded(int status)
    {
        await using var server = LoopbackServer.Answering(request =>
            request.Target == "/a.jpg" ? LoopbackServer.Answer(status, null, "Location: b.jpg?token=secret") : LoopbackServer.Answer(200, [1]));
        await using var rig = new Rig();

        using var download = await rig.GetAsync(server.Url());

        download.FinalUrl.ShouldStartWith(server.Url("/b.jpg?token="));
        download.FinalUrl!.ShouldNotContain("secret");
        server.Seen[1].Target.ShouldBe("/b.jpg?token=secret");
        download.Attempts.ShouldBe(1);
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public async Task Download_WhenChainIsLong_FollowsFiveHops(int hops, bool arrives)
    {
        await using var server = LoopbackServer.Answering(request =>
            request.Number <= hops ? LoopbackServer.Answer(302, null, $"Location: /{request.Number}") : LoopbackServer.Answer(200, [1]));
        await using var rig = new Rig();

        if (arrives)
            (await rig.GetAsync(server.Url())).Dispose();
        else
            (await Should.ThrowAsync<PermanentException>(() => rig.GetAsync(server.Url()))).Reason.ShouldBe("too-many-redirects");
        server.Requests.ShouldBe(6);
    }

    [Fact]
    public async Task Download_WhenRedirectsLoop_Ends()
    {
        await using var server = LoopbackServer.Answering(request =>
            LoopbackServer.Answer(301, null, request.Target == "/x" ? "Location: /y" : "Location: /x"));
        await using var rig = new Rig();
        (await Should.ThrowAsync<PermanentException>(() => rig.GetAsync(server.Url("/x")))).Reason.ShouldBe("too-many-redirects");
    }

    [Fact]
    public async Task Download_WhenRedirectHasNoTarget_IsInvalid()
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer(302));
        await using var rig = new Rig();
        (await Should.ThrowAsync<PermanentException>(() => rig.GetAsync(server.Url()))).Reason.ShouldBe("redirect-invalid");
    }

    [Theory]
    [InlineData("http://10.0.0.1/", "address-forbidden")]
    [InlineData("http://169.254.169.254/latest/meta-data/", "address-forbidden")]
    [InlineData("//10.0.0.1/", "address-forbidden")]
    [InlineData("http://0xa9fea9fe/", "address-forbidden")]
    [InlineData("http://[::1]/", "address-forbidden")]
    [InlineData("http://[::ffff:127.0.0.1]/", "address-forbidden")]
    [InlineData("http://[64:ff9b::7f00:1]/", "address-forbidden")]
    [InlineData("http://[2002:7f00:1::]/", "address-forbidden")]
    [InlineData("http://private.example/", "address-forbidden")]
    [InlineData("http://u:p@example.com/", "url-userinfo-forbidden")]
    [InlineData("\\\\host\\share", "url-scheme-forbidden")]
    [InlineData("file:///etc/passwd", "url-scheme-forbidden")]
    [InlineData("gopher://127.0.0.1/", "url-scheme-forbidden")]
    [InlineData("http://[broken", "redirect-invalid")]
    public async Task Download_WhenRedirectedSomewhereForbidden_StopsThere(string location, string reason)
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer(302, null, $"Location: {location}"));
        await using var rig = new Rig(retry: new() { MaxAttempts = 1 }, resolver: new FakeResolver().With("private.example", [["192.168.1.1"]]));

        var error = await Should.ThrowAsync<CrawlException>(() => rig.GetAsync(server.Url()));

        error.Reason.ShouldBe(reason);
        server.Requests.ShouldBe(1);
    }

    [Theory]
    [InlineData("http://example.com/b", "redirect-downgrade")]
    [InlineData("//other.example/b", null)]
    [InlineData("https://other.example/b", null)]
    public void Target_WhenSecureConnectionWouldBeGivenUp_IsRefused(string location, string? reason)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.Found);
        response.Headers.TryAddWithoutValidation("Location", location);
        var from = CrawlUrl.Parse("https://example.com/a");

        if (reason is null)
            Redirects.Target(response, from)!.IsHttps.ShouldBeTrue();
        else
            Should.Throw<PermanentException>(() => Redirects.Target(response, from)).Reason.ShouldBe(reason);
    }

    [Fact]
    public void Target_WhenTwoTargetsAreGiven_IsInvalid()
    {
        using var response = new HttpResponseMessage(HttpStatusCode.Found);
        response.Headers.TryAddWithoutValidation("Location", ["/a", "/b"]);
        Should.Throw<PermanentException>(() => Redirects.Target(response, CrawlUrl.Parse("https://example.com/a"))).Reason.ShouldBe("redirect-invalid");
    }

    [Fact]
    public async Task Download_WhenPageAsksForRefresh_IgnoresIt()
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer(200, [1], "Refresh: 0; url=http://10.0.0.1/"));
        await using var rig = new Rig();
        using var download = await rig.GetAsync(server.Url());
        (download.FinalUrl, server.Requests).ShouldBe((null, 1));
    }
}
