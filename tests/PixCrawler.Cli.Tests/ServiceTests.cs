using PixCrawler.Cli.Tests.Hosting;
using PixCrawler.ImageFarm;

namespace PixCrawler.Cli.Tests;

/// <summary>The built program as a service and as its client, in processes of their own.</summary>
public sealed class ServiceTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder _folder = new();

    private string Data => _folder.Sub("data");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Serve_WithAKey_IsSpokenToFromTheCommandLine()
    {
        await using var farm = await ImageFarmServer.StartAsync();
        var list = _folder.Sub("cats.txt");
        await File.WriteAllLinesAsync(list, [farm.Url("/gen/1/32x32.png").AbsoluteUri, farm.Url("/fail/3/then/gen/2/32x32.png").AbsoluteUri]);
        var (_, key) = await RunAsync("keys", "create", "--user", "ann", "--data", Data);
        using var service = CliProcess.Start(
            "serve", "--urls", "http://127.0.0.1:0", "--data", Data, "--allow-network", "127.0.0.0/8");
        var server = await ListeningAsync(service);
        string[] to = ["--server", server, "--key", key.Trim()];

        var (refused, _) = await RunAsync("status", "--server", server);
        var (submitted, output) = await RunAsync(["submit", list, "--watch", "--validation", "fast", .. to]);
        var job = output.Split('\n')[0];
        var (status, line) = await RunAsync(["status", job, .. to]);
        var (retried, _) = await RunAsync(["retry", job, "--reason", "http-503", .. to]);
        var (watched, _) = await RunAsync(["watch", job, .. to]);
        var (listed, jobs) = await RunAsync(["status", .. to]);
        var (cancelled, _) = await RunAsync(["cancel", job, .. to]);
        var (unknown, _) = await RunAsync(["cancel", new string('0', 32), .. to]);

        (refused, submitted, status, retried, watched, listed, cancelled, unknown).ShouldBe((64, 2, 2, 0, 0, 0, 0, 64));
        output.ShouldContain("the job ended: partial");
        line.ShouldContain("cats: 2 of 2 URLs settled, 1 kept");
        jobs.ShouldContain($"{job}  completed");
        await service.SignalAsync("TERM");
        (await service.WaitAsync(Long)).ShouldBe(0);
        (await RunAsync(["status", .. to])).Code.ShouldBe(69);
    }

    [Fact]
    public async Task Serve_WhereOthersCouldComeIn_WantsAKeyFirst()
    {
        using var service = CliProcess.Start("serve", "--urls", "http://0.0.0.0:0", "--data", Data);

        (await service.WaitAsync(Long)).ShouldBe(64);

        (await service.Error.ReadToEndAsync()).ShouldContain("pixcrawl keys create");
    }

    [Fact]
    public async Task Keys_ComeAndGo()
    {
        (await RunAsync("keys", "create", "--user", "ann", "--scopes", "root", "--data", Data)).Code.ShouldBe(64);
        var key = (await RunAsync("keys", "create", "--user", "ann", "--scopes", "admin", "--expires-days", "1", "--data", Data)).Output.Trim();
        var prefix = key.Split('_')[1];

        (await RunAsync("keys", "list", "--data", Data)).Output.ShouldContain($"{prefix}  until");
        (await RunAsync("keys", "revoke", prefix, "--data", Data)).Code.ShouldBe(0);
        (await RunAsync("keys", "list", "--data", Data)).Output.ShouldContain($"{prefix}  revoked");
        (await RunAsync("keys", "revoke", "000000000000", "--data", Data)).Code.ShouldBe(64);
    }

    private static async Task<string> ListeningAsync(CliProcess service)
    {
        var line = await service.Error.ReadLineAsync() ?? "";
        line.ShouldStartWith("Listening on http://127.0.0.1:");
        // What it logs is read away, so that it never waits for that.
        _ = service.Out.ReadToEndAsync();
        return line.Split(' ')[2].TrimEnd(';');
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] args)
    {
        using var process = CliProcess.Start(args);
        var output = await process.Out.ReadToEndAsync();
        return (await process.WaitAsync(Long), output);
    }
}
