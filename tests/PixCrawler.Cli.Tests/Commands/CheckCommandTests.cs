using System.Text.Json;
using PixCrawler.Cli.Commands;
using PixCrawler.Cli.Tests.Hosting;
using PixCrawler.ImageFarm;

namespace PixCrawler.Cli.Tests.Commands;

/// <summary><c>pixcrawl check</c> over folders without and with manifests.</summary>
public sealed class CheckCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Screen _screen = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Check_OfSoundImages_FindsNothingWrong()
    {
        await WriteAsync(("a.png", "/gen/1/64x48.png"), ("b/c.png", "/gen/2/64x48.png"));

        (await CheckAsync("--level", "medium")).ShouldBe(ExitCodes.Complete);

        _screen.Lines[0].ShouldBe("2 images: 2 sound, 0 damaged, 0 there twice.");
        _screen.Lines[^1].ShouldBe("Nothing is wrong.");
    }

    [Fact]
    public async Task Check_OfDamagedImagesAndDuplicates_NamesThemAndChangesNothing()
    {
        await WriteAsync(("a.png", "/gen/1/64x48.png"), ("b.png", "/gen/1/64x48.png"), ("c.png", "/truncated/gen/2/64x48.png"));

        (await CheckAsync("--level", "fast", "--exact-only")).ShouldBe(ExitCodes.Partial);

        _screen.Lines[0].ShouldBe("3 images: 2 sound, 1 damaged, 1 there twice.");
        _screen.Out.ShouldContain("truncated");
        _screen.Out.ShouldContain("b.png");
        Files().ShouldBe(["a.png", "b.png", "c.png"]);
    }

    [Fact]
    public async Task Check_WithJson_WritesOneObjectWithEverything()
    {
        await WriteAsync(("a.png", "/gen/1/64x48.png"), ("b.png", "/gen/1/64x48.png"), ("c.png", "/truncated/gen/2/64x48.png"));

        (await CheckAsync("--level", "fast", "--json")).ShouldBe(ExitCodes.Partial);

        var result = JsonDocument.Parse(_screen.Lines[^1]).RootElement;
        result.GetProperty("event").GetString().ShouldBe("checked");
        (result.GetProperty("images").GetInt32(), result.GetProperty("damaged").GetInt32(), result.GetProperty("sound").GetBoolean()).ShouldBe((3, 1, false));
        result.GetProperty("named")[0].GetProperty("reason").GetString().ShouldBe("truncated");
        var duplicate = result.GetProperty("duplicates")[0];
        (duplicate.GetProperty("file").GetString(), duplicate.GetProperty("twin").GetString(), duplicate.GetProperty("kind").GetString()).ShouldBe(("b.png", "a.png", "exact"));
    }

    [Theory]
    [InlineData("remove")]
    [InlineData("quarantine")]
    public async Task Check_WhenDuplicatesAreToGo_KeepsOneOfEachAndIsContentAfterwards(string mode)
    {
        await WriteAsync(("a.png", "/gen/1/64x48.png"), ("b/b.png", "/gen/1/64x48.png"), ("c.png", "/gen/2/64x48.png"));

        (await CheckAsync("--level", "fast", "--duplicates", mode, "--exact-only")).ShouldBe(ExitCodes.Complete);
        (await CheckAsync("--level", "fast", "--exact-only")).ShouldBe(ExitCodes.Complete);

        Files().ShouldBe(mode == "remove" ? ["a.png", "c.png"] : ["a.png", "c.png", "quarantine/b/b.png"]);
    }

    [Fact]
    public async Task Check_OfALookAlike_KeepsTheLarger()
    {
        await WriteAsync(("large.png", "/gen/7/320x240.png"), ("small.gif", "/gen/7/160x120.gif"));

        (await CheckAsync("--duplicates", "report")).ShouldBe(ExitCodes.Partial);

        _screen.Out.ShouldContain("look (");
        _screen.Lines.ShouldContain(line => line.Contains("small.gif", StringComparison.Ordinal) && line.TrimEnd().EndsWith("large.png", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_OfADataset_HoldsFilesAgainstTheManifestsAndRewritesThemForDuplicates()
    {
        await using var farm = await ImageFarmServer.StartAsync();
        var list = _folder.Sub("urls.txt");
        await File.WriteAllLinesAsync(list, new[] { "/gen/1/64x48.png", "/dup/5/a.png", "/dup/5/b.png" }.Select(path => farm.Url(path).AbsoluteUri));
        (await RunAsync("crawl", list, "-o", Folder, "--allow-network", "127.0.0.1", "--validation", "fast", "--duplicates", "off", "--quiet")).ShouldBe(ExitCodes.Complete);

        (await CheckAsync("--level", "none", "--exact-only")).ShouldBe(ExitCodes.Partial);
        (await CheckAsync("--level", "fast", "--exact-only", "--duplicates", "remove")).ShouldBe(ExitCodes.Complete);
        (await CheckAsync("--level", "none", "--exact-only")).ShouldBe(ExitCodes.Complete);

        File.ReadLines(Path.Combine(Folder, "manifest", "00000.jsonl")).Count(line => line.Contains("\"duplicate\"", StringComparison.Ordinal)).ShouldBe(1);
        var image = Directory.GetFiles(Path.Combine(Folder, "images"), "*", SearchOption.AllDirectories)[0];
        await File.AppendAllTextAsync(image, "more");
        (await CheckAsync("--level", "none", "--duplicates", "off")).ShouldBe(ExitCodes.Partial);
        _screen.Out.ShouldContain("bytes-differ");
    }

    [Fact]
    public async Task Check_WhenThereIsNoFolder_SaysSo()
    {
        (await CheckAsync()).ShouldBe(ExitCodes.Usage);

        _screen.Error.ShouldContain("There is no folder");
    }

    private string Folder => _folder.Sub("images-here");

    private Task<int> CheckAsync(params string[] options) => RunAsync(["check", Folder, .. options]);

    private Task<int> RunAsync(params string[] args) => PixcrawlCommand.RunAsync(args, _screen.Terminal, TimeProvider.System);

    private string[] Files() =>
        [.. Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file)).Order(StringComparer.Ordinal)];

    private async Task WriteAsync(params (string Name, string Path)[] images)
    {
        await using var farm = await ImageFarmServer.StartAsync();
        using var http = new HttpClient();
        foreach (var (name, path) in images)
        {
            var file = Path.Combine(Folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, await http.GetByteArrayAsync(farm.Url(path)));
        }
    }
}
