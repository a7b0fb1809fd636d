using System.Diagnostics;
using PixCrawler.ImageFarm;
using PixCrawler.TestDatabases;

namespace PixCrawler.Service.Tests.Samples;

/// <summary>The sample does what its page says.</summary>
public sealed class HostAppTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pixcrawl-sample");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HostApp_WithAList_CrawlsItBothWays(bool onPostgreSql)
    {
        await using var database = onPostgreSql ? await PostgreSqlCluster.StartAsync() : null;
        await using var farm = await ImageFarmServer.StartAsync();
        var list = Path.Combine(_folder.FullName, "urls.txt");
        await File.WriteAllLinesAsync(list, Enumerable.Range(0, 3).Select(seed => farm.Url($"/gen/{seed}/32x32.png").AbsoluteUri));
        var program = Path.Combine(AppContext.BaseDirectory, "HostApp.dll");
        string[] arguments = [program, list, Path.Combine(_folder.FullName, "out"), "127.0.0.0/8", .. database is null ? [] : new[] { database.ConnectionString }];
        using var sample = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

        var (output, errors) = (sample.StandardOutput.ReadToEndAsync(), sample.StandardError.ReadToEndAsync());
        await sample.WaitForExitAsync();

        sample.ExitCode.ShouldBe(0, await errors);
        (await output).ShouldContain("client: Completed, 3 of 3 settled, 3 kept");
        (await output).ShouldContain("message: JobAccepted");
        foreach (var way in new[] { "by-client", "by-message" })
            Directory.GetFiles(Path.Combine(_folder.FullName, "out", way, "images"), "*.png", SearchOption.AllDirectories).Length.ShouldBe(3);
        File.Exists(Path.Combine(_folder.FullName, "out", "jobs.db")).ShouldBe(!onPostgreSql);
    }
}
