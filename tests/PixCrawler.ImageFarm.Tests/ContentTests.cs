using System.Buffers.Binary;
using System.IO.Compression;
using System.Net.Http.Headers;

namespace PixCrawler.ImageFarm.Tests;

public class ContentTests : FarmFixture
{
    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("br", "br")]
    [InlineData("deflate", "deflate")]
    [InlineData("zstd", "zstd")]
    [InlineData("gzip-gzip", "gzip, gzip")]
    public async Task Encoded_LabelsTheBody(string coding, string label)
    {
        using var response = await GetAsync($"/encoded/{coding}/gen/1/64x48.bmp");
        string.Join(", ", response.Content.Headers.ContentEncoding).ShouldBe(label);
    }

    [Fact]
    public async Task Encoded_GzipTwice_DecodesToTheImage()
    {
        var twice = new MemoryStream(await GetBytesAsync("/encoded/gzip-gzip/gen/1/64x48.bmp"));
        await using var inner = new GZipStream(new GZipStream(twice, CompressionMode.Decompress), CompressionMode.Decompress);
        var image = new MemoryStream();
        await inner.CopyToAsync(image);
        image.ToArray().ShouldBe(await GetBytesAsync("/gen/1/64x48.bmp"));
    }

    [Fact]
    public async Task GzipBomb_IsSmallOnTheWire() => (await GetBytesAsync("/gzip-bomb/20")).Length.ShouldBeLessThan((20 << 20) / 100);

    [Fact]
    public async Task Headers_LargeAndMany_AreAsAskedFor()
    {
        using var large = await GetAsync("/headers/large/71680/gen/1/32x32.png");
        large.Headers.GetValues("X-Flood-0").Single().Length.ShouldBe(71680);
        using var many = await GetAsync("/headers/many/1000/gen/1/32x32.png");
        many.Headers.Count(header => header.Key.StartsWith("X-Flood-", StringComparison.Ordinal)).ShouldBe(1000);
    }

    [Theory]
    [InlineData("/redirect/relative/gen/1/32x32.png")]
    [InlineData("/redirect/scheme-relative/gen/1/32x32.png")]
    [InlineData("/redirect/chain/1/gen/1/32x32.png")]
    [InlineData("/redirect/301/to/gen/1/32x32.png")]
    public async Task Redirect_ToTheImage_LeadsThere(string path)
    {
        using var response = await GetAsync(path);
        new Uri(Farm.Url(path), response.Headers.Location!).ShouldBe(Farm.Url("/gen/1/32x32.png"));
    }

    [Fact]
    public async Task RedirectChain_TakesNHops()
    {
        var url = Farm.Url("/redirect/chain/4/gen/1/32x32.png");
        int hops = 0;
        for (; ; hops++)
        {
            using var response = await Client.GetAsync(url);
            if (response.Headers.Location is null) break;
            url = new Uri(url, response.Headers.Location);
        }
        hops.ShouldBe(4);
        url.ShouldBe(Farm.Url("/gen/1/32x32.png"));
    }

    [Theory]
    [InlineData("/redirect/loop/a", "/redirect/loop/b")]
    [InlineData("/redirect/loop/b", "/redirect/loop/a")]
    [InlineData("/redirect/away/metadata", "http://169.254.169.254/latest/meta-data/")]
    [InlineData("/redirect/away/file", "file:///etc/passwd")]
    [InlineData("/redirect/garbage/bad-host", "http://[not-a-host/a.png")]
    [InlineData("/redirect/garbage/empty", "")]
    public async Task Redirect_Location_IsSentAsItIs(string path, string location)
    {
        using var response = await GetAsync(path);
        response.Headers.NonValidated["Location"].ToString().ShouldBe(location);
    }

    [Fact]
    public async Task RedirectNoLocation_HasNone()
    {
        using var response = await GetAsync("/redirect/no-location");
        response.Headers.Contains("Location").ShouldBeFalse();
    }

    [Fact]
    public async Task Refresh_IsNoRedirect()
    {
        using var response = await GetAsync("/refresh/gen/1/32x32.png");
        ((int)response.StatusCode).ShouldBe(200);
        response.Headers.GetValues("Refresh").ShouldBe(["0;url=/gen/1/32x32.png"]);
    }

    [Fact]
    public async Task HtmlAsImage_ClaimsToBeAnImage()
    {
        using var response = await GetAsync("/content/html-as-image");
        response.Content.Headers.ContentType.ShouldBe(new MediaTypeHeaderValue("image/jpeg"));
        (await response.Content.ReadAsStringAsync()).ShouldStartWith("<!doctype html>");
    }

    [Fact]
    public async Task Misnamed_IsAPng() =>
        (await GetBytesAsync("/misnamed/1/photo.jpg")).AsSpan(0, 4).ToArray().ShouldBe([0x89, 0x50, 0x4E, 0x47]);

    [Fact]
    public async Task Broken_ImagesDifferFromTheGoodOneAsTheySay()
    {
        byte[] good = await GetBytesAsync("/gen/1/64x48.png");
        (await GetBytesAsync("/truncated/gen/1/64x48.png")).ShouldBe(good[..(good.Length / 2)]);
        (await GetBytesAsync("/trailing/9/gen/1/64x48.png")).ShouldBe([.. good, .. "ttttttttt"u8]);
        byte[] flipped = await GetBytesAsync("/flipped/gen/1/64x48.png");
        flipped.Zip(good, (a, b) => int.PopCount(a ^ b)).Sum().ShouldBe(1);
    }

    [Fact]
    public async Task Bomb_IsASmallFileWithAHugeHeader()
    {
        byte[] bomb = await GetBytesAsync("/bomb/30000x30000.png");
        BinaryPrimitives.ReadInt32BigEndian(bomb.AsSpan(16)).ShouldBe(30000);
        bomb.Length.ShouldBeLessThan(1 << 20);
    }

    [Fact]
    public async Task Frames_AreAsManyAsAskedFor()
    {
        byte[] gif = await GetBytesAsync("/frames/12/a.gif");
        Convert.ToHexString(gif).Split("21F9040004000000").Length.ShouldBe(13);
    }

    [Fact]
    public async Task Tag_SeveralLines_StaySeparate()
    {
        using var response = await GetAsync("/tag/in-second-line/gen/1/32x32.png");
        response.Headers.GetValues("X-Robots-Tag").ShouldBe(["max-snippet:-1", "noai"]);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
    }

    [Fact]
    public async Task Tdm_CarriesItsReservation()
    {
        using var response = await GetAsync("/tdm/1/gen/1/32x32.png");
        response.Headers.GetValues("tdm-reservation").ShouldBe(["1"]);
    }
}
