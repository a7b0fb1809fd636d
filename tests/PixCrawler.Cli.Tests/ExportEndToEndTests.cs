using System.Diagnostics;
using System.Text.Json;
using PixCrawler.Cli.Tests.Hosting;
using PixCrawler.ImageFarm;

namespace PixCrawler.Cli.Tests;

/// <summary>The built program from a crawl to an export that other tools read, also after the folder was moved.</summary>
public sealed class ExportEndToEndTests : IDisposable
{
    private const int Images = 4;
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder _folder = new();

    private string Dataset => _folder.Sub("dataset");

    private string Moved => _folder.Sub("moved");

    [Fact]
    public async Task Export_OfAFolderThatWasMoved_WorksWithoutTheNetworkAndOnceMore()
    {
        await CrawlAsync();
        Directory.Move(Dataset, Moved);

        var first = await ExportAsync(Moved, 0, "--layout", "webdataset", "--json");
        var shard = Path.Combine(Moved, "exports", "webdataset", "train-000000.tar");
        (first.GetProperty("samples").GetInt32(), first.GetProperty("location").GetString()).ShouldBe((Images, Path.Combine(Moved, "exports", "webdataset")));
        (await ToolAsync("tar", "tf", shard)).Split('\n').Count(name => name.EndsWith(".png", StringComparison.Ordinal)).ShouldBe(Images);

        var again = await ExportAsync(Moved, 0, "--layout", "webdataset", "--json");
        again.GetProperty("archives")[0].GetProperty("reused").GetBoolean().ShouldBeTrue();
        again.GetProperty("archives")[0].GetProperty("sha256").GetString().ShouldBe(first.GetProperty("archives")[0].GetProperty("sha256").GetString());
        using var journal = CliProcess.Start("export-journal", Moved);
        (await journal.Out.ReadToEndAsync()).ShouldContain("\"manifest\":\"export.ended.v1\"");
    }

    [Fact]
    public async Task Export_OfAStoppedJobThatWasMoved_TakesWhatThereIsAndTheJobGoesOnLater()
    {
        await using var farm = await ImageFarmServer.StartAsync();
        var list = List([.. Enumerable.Range(1, 300).Select(number => farm.Url($"/gen/{number}/64x64.png"))]);
        string[] crawl = ["--allow-network", "127.0.0.1", "--concurrency", "2", "--chunk-slots", "10", "--quiet"];
        using (var first = CliProcess.Start(["crawl", list, "-o", Dataset, .. crawl]))
        {
            await farm.Log.WhenCountAsync(60, CancellationToken.None);
            await first.SignalAsync("INT");
            (await first.WaitAsync(Long)).ShouldBe(75);
        }

        Directory.Move(Dataset, Moved);
        var requests = farm.Log.Count;
        var part = await ExportAsync(Moved, 0, "--archive", "zip", "--to", _folder.Sub("part"), "--json");
        part.GetProperty("samples").GetInt32().ShouldBeInRange(1, 299);
        await ToolAsync("unzip", "-tq", Path.Combine(_folder.Sub("part"), "dataset.zip"));
        farm.Log.Count.ShouldBe(requests, "an export fetches nothing");

        using (var resumed = CliProcess.Start(["crawl", "-o", Moved, "--resume", .. crawl]))
            (await resumed.WaitAsync(Long)).ShouldBe(0, await resumed.Error.ReadToEndAsync());
        (await ExportAsync(Moved, 0, "--layout", "index", "--json")).GetProperty("samples").GetInt32().ShouldBe(300);
        Directory.Exists(Dataset).ShouldBeFalse("nothing is written to where it was");
    }

    [Fact]
    public async Task Export_OfADatasetWithoutAJob_WorksByItself()
    {
        await CrawlAsync("--export", "files:zip");
        await ToolAsync("unzip", "-tq", Path.Combine(Dataset, "exports", "files-zip", "dataset.zip"));
        Directory.Delete(Path.Combine(Dataset, ".pixcrawl"), recursive: true);

        (await ExportAsync(Dataset, 0, "--to", _folder.Sub("out"), "--json")).GetProperty("samples").GetInt32().ShouldBe(Images);

        File.Exists(Path.Combine(_folder.Sub("out"), "SHA256SUMS")).ShouldBeTrue();
    }

    [Fact]
    public async Task Export_OfWhatCannotBe_SaysWhatToDoWith64()
    {
        await CrawlAsync();
        await ShouldBeRefusedAsync("holds no dataset", _folder.Sub("nowhere"));
        await ShouldBeRefusedAsync("AWS_ACCESS_KEY_ID", Dataset, "--to", "s3://bucket/x");
        await ShouldBeRefusedAsync("--archive", Dataset, "--layout", "webdataset", "--archive", "zip");
    }

    public void Dispose() => _folder.Dispose();

    private async Task CrawlAsync(params string[] options)
    {
        await using var farm = await ImageFarmServer.StartAsync();
        var list = List([.. Enumerable.Range(1, Images).Select(number => farm.Url($"/gen/{number}/64x64.png"))]);
        using var crawl = CliProcess.Start(["crawl", list, "-o", Dataset, "--allow-network", "127.0.0.1", "--quiet", .. options]);
        (await crawl.WaitAsync(Long)).ShouldBe(0);
    }

    private static async Task ShouldBeRefusedAsync(string because, params string[] arguments)
    {
        using var export = CliProcess.Start(["export", .. arguments]);
        (await export.WaitAsync(Long)).ShouldBe(64);
        (await export.Error.ReadToEndAsync()).ShouldContain(because);
    }

    private static async Task<JsonElement> ExportAsync(string dataset, int exitCode, params string[] options)
    {
        using var export = CliProcess.Start(["export", dataset, .. options]);
        var lines = (await export.Out.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        (await export.WaitAsync(Long)).ShouldBe(exitCode, string.Join('\n', lines) + await export.Error.ReadToEndAsync());
        var ended = JsonDocument.Parse(lines[^1]).RootElement;
        ended.GetProperty("event").GetString().ShouldBe("export-ended");
        return ended;
    }

    private static async Task<string> ToolAsync(string program, params string[] arguments)
    {
        using var tool = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await tool.StandardOutput.ReadToEndAsync();
        await tool.WaitForExitAsync();
        tool.ExitCode.ShouldBe(0, output);
        return output;
    }

    private string List(params Uri[] urls)
    {
        File.WriteAllLines(_folder.Sub("urls.txt"), urls.Select(url => url.AbsoluteUri));
        return _folder.Sub("urls.txt");
    }
}
