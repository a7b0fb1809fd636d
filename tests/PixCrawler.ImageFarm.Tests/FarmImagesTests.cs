using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;

namespace PixCrawler.ImageFarm.Tests;

public class FarmImagesTests : FarmFixture
{
    private static readonly Dictionary<string, string> Signatures = new()
    {
        ["image/jpeg"] = "FFD8FF",
        ["image/png"] = "89504E470D0A1A0A",
        ["image/gif"] = "474946",
        ["image/webp"] = "52494646",
        ["image/bmp"] = "424D",
    };

    [Fact]
    public async Task Img_EachOfTheSet_HasTheTypeItsBytesSay()
    {
        Farm.ImageNames.Count.ShouldBe(30);
        var types = new HashSet<string>();
        foreach (string name in Farm.ImageNames)
        {
            using var response = await GetAsync("/img/" + name);
            string type = response.Content.Headers.ContentType!.MediaType!;
            Convert.ToHexString(await response.Content.ReadAsByteArrayAsync()).ShouldStartWith(Signatures[type], customMessage: name);
            types.Add(type);
        }
        types.ShouldBe(Signatures.Keys, ignoreOrder: true);
    }

    [Fact]
    public async Task Img_WhenTheClientHasIt_Answers304WithoutBody()
    {
        using var first = await GetAsync("/img/city-blue.png");
        using var again = new HttpRequestMessage(HttpMethod.Get, Farm.Url("/img/city-blue.png"));
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await Client.SendAsync(again);

        first.Content.Headers.LastModified.ShouldNotBeNull();
        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await second.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/img/none.png")]
    [InlineData("/img/..%2Fsecret")]
    [InlineData("/gen/one/320x240.png")]
    [InlineData("/gen/1/320x240.webp")]
    [InlineData("/gen/1/0x240.png")]
    [InlineData("/gen/1/9000x240.png")]
    [InlineData("/size/10/a.bmp")]
    [InlineData("/nothing/here")]
    [InlineData("/")]
    public async Task Path_WhenItNamesNothing_Answers404AndSaysWhy(string path)
    {
        using var response = await GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await response.Content.ReadAsStringAsync()).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task ImageFolder_WhenGiven_ServesItsFilesOnly()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "mine.png"), [1, 2, 3]);
            await using var farm = await ImageFarmServer.StartAsync(new ImageFarmOptions { ImageFolder = folder });

            farm.ImageNames.ShouldBe(["mine.png"]);
            (await Client.GetByteArrayAsync(farm.Url("/img/mine.png"))).ShouldBe([1, 2, 3]);
            using var missing = await Client.GetAsync(farm.Url("/img/city-blue.png"));
            missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Gen_SameSeed_SameBytes_OtherSeed_OtherBytes()
    {
        byte[] one = await GetBytesAsync("/gen/1/64x48.png");
        (await GetBytesAsync("/gen/1/64x48.png")).ShouldBe(one);
        (await GetBytesAsync("/gen/2/64x48.png")).ShouldNotBe(one);
    }

    [Fact]
    public async Task Gen_Png_DecodesToTheBitmapsPixels()
    {
        byte[] png = await GetBytesAsync("/gen/5/33x21.png");
        byte[] bmp = await GetBytesAsync("/gen/5/33x21.bmp");

        BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)).ShouldBe(33);
        BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)).ShouldBe(21);
        int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33));
        var rows = new MemoryStream();
        await using (var zlib = new ZLibStream(new MemoryStream(png, 41, length), CompressionMode.Decompress)) await zlib.CopyToAsync(rows);
        byte[] pixels = rows.ToArray();
        pixels.Length.ShouldBe(21 * (1 + 33 * 3));

        BinaryPrimitives.ReadInt32LittleEndian(bmp.AsSpan(2)).ShouldBe(bmp.Length);
        for (int y = 0; y < 21; y++)
            for (int x = 0; x < 33; x++)
                for (int c = 0; c < 3; c++)
                    bmp[54 + (20 - y) * 100 + x * 3 + 2 - c].ShouldBe(pixels[y * 100 + 1 + x * 3 + c]);
    }

    [Fact]
    public async Task Dup_EveryNameOfAGroup_HasTheSameBytes()
    {
        byte[] first = await GetBytesAsync("/dup/7/a.png");
        (await GetBytesAsync("/dup/7/b.png")).ShouldBe(first);
        (await GetBytesAsync("/dup/8/a.png")).ShouldNotBe(first);
    }

    [Theory]
    [InlineData(6198)]
    [InlineData(20 << 20)]
    [InlineData((20 << 20) + 1)]
    public async Task Size_AnyNumber_IsExactlyThatManyBytes(int bytes) =>
        (await GetBytesAsync($"/size/{bytes}/a.bmp")).Length.ShouldBe(bytes);
}
