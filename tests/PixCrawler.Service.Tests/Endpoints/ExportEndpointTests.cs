using System.Net;
using System.Net.Http.Json;
using PixCrawler.ImageFarm;
using PixCrawler.Service.Tests.Support;

namespace PixCrawler.Service.Tests.Endpoints;

/// <summary>A dataset leaves the service: as an archive, and nowhere a client names a path.</summary>
public sealed class ExportEndpointTests : IAsyncLifetime
{
    private ImageFarmServer _farm = null!;
    private RunningService _service = null!;
    private string _job = "";

    private string Exports => $"/api/v1/jobs/{_job}/exports";

    public async Task InitializeAsync()
    {
        _farm = await ImageFarmServer.StartAsync();
        _service = await RunningService.StartAsync();
        _job = await _service.Http.JobAsync([_farm.Url("/gen/1/64x64.png").AbsoluteUri, _farm.Url("/gen/2/64x64.png").AbsoluteUri]);
        await _service.Http.EndAsync(_job);
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        await _farm.DisposeAsync();
    }

    [Fact]
    public async Task Export_OfADataset_IsDownloadedAsOneFile()
    {
        using var begun = await _service.Http.PutAsJsonAsync($"{Exports}/first", new { layout = "imagefolder", compression = "zip", labels = new[] { "text" } });
        begun.StatusCode.ShouldBe(HttpStatusCode.Accepted, await begun.Content.ReadAsStringAsync());
        using var again = await _service.Http.PutAsJsonAsync($"{Exports}/first", new { layout = "imagefolder", compression = "zip", labels = new[] { "text" } });
        again.StatusCode.ShouldBe(HttpStatusCode.Accepted);

        var end = await _service.Http.UntilAsync($"{Exports}/first", json => json.Text("status") != "running");

        end.Text("status").ShouldBe("completed", end.ToString());
        end.GetProperty("result").GetProperty("samples").GetInt64().ShouldBe(2);
        end.ToString().ShouldNotContain(_service.Data);
        var file = end.GetProperty("result").GetProperty("files")[0];
        var bytes = await _service.Http.GetByteArrayAsync($"{Exports}/first/files/{file.Text("name")}");
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)).ShouldBe(file.Text("sha256"));
        await _service.Http.UntilAsync($"/api/v1/jobs/{_job}/events?limit=1000", json =>
            json.GetProperty("data").EnumerateArray().Count(entry => entry.Text("type") == "export-ended") == 1);
        var listed = (await _service.Http.GetJsonAsync(Exports)).GetProperty("data").EnumerateArray().Single();
        (listed.Text("name"), listed.Text("status")).ShouldBe(("first", "completed"));
        using var links = await _service.Http.PostAsync($"{Exports}/first/links", null);
        links.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("/tmp/elsewhere")]
    [InlineData("../elsewhere")]
    [InlineData("file:///tmp/elsewhere")]
    public async Task Export_ToAFolderOfTheClients_IsRefused(string target)
    {
        using var answer = await _service.Http.PutAsJsonAsync($"{Exports}/first", new { target });

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.JsonAsync()).Text("code").ShouldBe("target-forbidden");
    }

    [Theory]
    [InlineData("first/files/..%2F..%2F..%2F..%2Fservice.db")]
    [InlineData("first/files/nothing.zip")]
    [InlineData("..%2F..%2F..%2Fdatasets/files/a")]
    [InlineData("none")]
    public async Task Export_OrFileThatIsNone_IsNotFound(string path)
    {
        using var answer = await _service.Http.GetAsync($"{Exports}/{path}");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Exports_OfAJobWithoutAny_AreNone()
    {
        (await _service.Http.GetJsonAsync(Exports)).GetProperty("data").GetArrayLength().ShouldBe(0);
        var waiting = await _service.Http.JobAsync([_farm.Url("/gen/3/64x64.png").AbsoluteUri], "two", new { start = false });
        (await _service.Http.GetJsonAsync($"/api/v1/jobs/{waiting}/exports")).GetProperty("data").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Thumbnail_OfARejectedImage_IsThereWhereItIsOne()
    {
        var job = await _service.Http.JobAsync(
            [_farm.Url("/gen/3/64x64.png").AbsoluteUri, _farm.Url("/content/html").AbsoluteUri], "two", new { minSidePixels = 65 });
        await _service.Http.EndAsync(job);
        var images = (await _service.Http.GetJsonAsync($"/api/v1/jobs/{job}/images?status=rejected")).GetProperty("data").EnumerateArray().ToList();

        images.Count.ShouldBe(2);
        (await _service.Http.GetByteArrayAsync(images[0].Text("thumbnail")))[..2].ShouldBe([0xFF, 0xD8]);
        // A page that came instead of an image is nobody's business.
        images[1].TryGetProperty("thumbnail", out _).ShouldBeFalse();
        foreach (var none in new[] { "00000-1", "00000-7", "..%2F..%2Fjob.json", "x" })
            (await _service.Http.GetAsync($"/api/v1/jobs/{job}/rejects/{none}/thumbnail")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Thumbnail_OfAKeptImage_IsASmallJpeg()
    {
        var image = (await _service.Http.GetJsonAsync($"/api/v1/jobs/{_job}/images")).GetProperty("data")[0].Text("image");

        using var answer = await _service.Http.GetAsync($"/api/v1/jobs/{_job}/images/{image}/thumbnail");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        (await answer.Content.ReadAsByteArrayAsync())[..2].ShouldBe([0xFF, 0xD8]);
    }
}
