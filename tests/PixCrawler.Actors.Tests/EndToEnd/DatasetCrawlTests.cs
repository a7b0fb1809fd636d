using System.Security.Cryptography;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Validation;
using PixCrawler.Datasets.Manifests;
using PixCrawler.ImageFarm;

namespace PixCrawler.Actors.Tests.EndToEnd;

/// <summary>Whole crawls with the real decoder: what a job says about images is what comes out.</summary>
public sealed class DatasetCrawlTests
{
    [Fact]
    public async Task Crawl_WithDuplicatesOfEveryKind_KeepsOneOfEachAndSaysWhy()
    {
        await using var farm = await ImageFarmServer.StartAsync();
        await using var crawl = await RealCrawl.StartAsync();
        // The same bytes under two URLs, the same picture in two sizes and formats, the same URL twice, and pictures of their own.
        string[] urls = Urls(farm,
            "/dup/11/a.png", "/dup/11/b.png", "/gen/12/160x120.gif", "/gen/12/640x480.png", "/gen/13/320x240.png", "/gen/14/320x240.png", "/gen/13/320x240.png");

        var (report, rows) = await crawl.CrawlAsync(urls, job => job with { ValidationLevel = ValidationLevel.Medium, Deduplication = null, ChunkSlots = 3 });

        (report.Status, report.Tally.Kept, report.Tally.Rejected).ShouldBe((JobStatus.Completed, 4, 3));
        report.Duplicates.ShouldBe(new DuplicateCounts(1, 1, 1));
        Reasons(rows).ShouldBe([null, "duplicate", "duplicate", null, null, null, "duplicate"]);
        rows[1].Entry.Settlement.Twin.ShouldBe(new DuplicateTwin("00000/0", rows[0].Entry.Settlement.Image!.Sha256, DuplicateKind.Exact, 0));
        (rows[2].Entry.Settlement.Twin!.Slot, rows[2].Entry.Settlement.Twin!.Kind).ShouldBe(("00001/0", DuplicateKind.Near));
        rows[6].Entry.Settlement.Twin!.Kind.ShouldBe(DuplicateKind.Url);
        crawl.ImageFiles().Count().ShouldBe(4);
        File.ReadLines(Path.Combine(crawl.Dataset, "duplicates.jsonl")).Count().ShouldBe(3);
        (await File.ReadAllTextAsync(Path.Combine(crawl.Dataset, "REPORT.md"))).ShouldContain("| the look | 1 |");
    }

    [Fact]
    public async Task Crawl_WithoutATransform_StoresTheBytesAsTheyCameWithTheirHashes()
    {
        await using var farm = await ImageFarmServer.StartAsync();
        await using var crawl = await RealCrawl.StartAsync();
        using var http = new HttpClient();
        var bytes = await http.GetByteArrayAsync(farm.Url("/img/mountains-dawn.jpg"));

        var (_, rows) = await crawl.CrawlAsync(Urls(farm, "/img/mountains-dawn.jpg"), job => job with { ValidationLevel = ValidationLevel.Slow, Deduplication = null });

        var image = rows.ShouldHaveSingleItem().Entry.Settlement.Image!;
        (await File.ReadAllBytesAsync(crawl.ImageFiles().Single())).ShouldBe(bytes);
        (image.DifferenceHash!.Length, image.FrequencyHash!.Length, image.Original).ShouldBe((16, 16, null));
        image.Measures!.Sharpness.ShouldNotBeNull();
    }

    [Fact]
    public async Task Crawl_WithATransform_StoresWhatWasMadeAndRemembersTheOriginal()
    {
        await using var farm = await ImageFarmServer.StartAsync();
        await using var crawl = await RealCrawl.StartAsync();
        using var http = new HttpClient();
        var bytes = await http.GetByteArrayAsync(farm.Url("/gen/21/640x480.png"));

        var (report, rows) = await crawl.CrawlAsync(Urls(farm, "/gen/21/640x480.png", "/gen/22/640x480.bmp"), job => job with
        {
            Transform = new TransformSpecification { Resize = ResizeKind.CenterCrop, SizePixels = 64, Format = EncodedFormat.WebP, Quality = 80 },
        });

        report.Tally.Kept.ShouldBe(2);
        rows[1].Entry.Settlement.Image!.Original!.Extension.ShouldBe("bmp");
        var image = rows[0].Entry.Settlement.Image!;
        (image.Extension, image.WidthPixels, image.HeightPixels).ShouldBe(("webp", 64, 64));
        image.Original!.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(bytes)));
        (image.Original.Extension, image.Original.WidthPixels, image.Original.HeightPixels, image.Original.Bytes).ShouldBe(("png", 640, 480, bytes.Length));
        image.Original.Steps.ShouldContain("resized, cropped");
        var stored = await File.ReadAllBytesAsync(crawl.ImageFiles().Single(file => file.Contains(image.Sha256, StringComparison.Ordinal)));
        (stored.Length, Convert.ToHexStringLower(SHA256.HashData(stored))).ShouldBe(((int)image.Bytes, image.Sha256));
    }

    [Fact]
    public async Task Crawl_WithRulesForContent_RejectsWithReasonAndFigure()
    {
        await using var farm = await ImageFarmServer.StartAsync();
        await using var crawl = await RealCrawl.StartAsync();

        var (_, rows) = await crawl.CrawlAsync(
            Urls(farm, "/gen/31/300x100.png", "/gen/32/200x100.png", "/gen/33/200x100.gif", "/size/8000/a.bmp"),
            job => job with
            {
                ValidationLevel = ValidationLevel.Medium,
                Content = new ContentSpecification { MaxAspectRatio = 2.5, RefusedFormats = ["gif"], MinBytes = 9000 },
            });

        Reasons(rows).ShouldBe(["aspect-ratio", null, "format-refused", "too-few-bytes"]);
        rows[0].Entry.Settlement.Detail!.ShouldContain("3 times the other, limit 2.5");
    }

    private static string?[] Reasons(IReadOnlyList<ManifestRow> rows) => [.. rows.Select(row => row.Entry.Settlement.Reason)];

    private static string[] Urls(ImageFarmServer farm, params string[] paths) => [.. paths.Select(path => farm.Url(path).AbsoluteUri)];
}
