using System.Diagnostics;
using System.Globalization;

namespace PixCrawler.CrashTests;

/// <summary>A disk that fills up in mid-job, the journal on it too: the job waits for room and goes on.</summary>
public sealed class DiskFullTests
{
    private const int DiskMebibytes = 640;

    [Fact]
    public async Task Crawl_WhenItsDiskFillsUp_PausesAndGoesOnWhenThereIsRoom()
    {
        await using var scene = await Scene.PrepareAsync(urls: 150);
        using var disk = await SmallDisk.MountAsync(scene.Dataset, DiskMebibytes);
        using var crawler = CrawlerProcess.StartUnder(disk.Wrapper, [.. scene.Arguments, "--verbose"]);
        await scene.RequestsAsync(20);
        disk.Fill();
        await Scene.UntilAsync(() => crawler.Said.Contains("disk is full", StringComparison.OrdinalIgnoreCase), crawler);
        crawler.Ended.IsCompleted.ShouldBeFalse(crawler.Said);
        disk.MakeRoom();

        (await crawler.WaitAsync(Scene.Limit)).ShouldBe(2, crawler.Said);
        var account = Account.Read(disk.Outside(scene.Dataset));
        account.Problems(disk.Outside(scene.Dataset), scene.Urls, scene.Web.Requests()).ShouldBeEmpty();
        account.Lines.Count(line => line.Status == "kept").ShouldBe(147);
    }

    /// <summary>A file system in memory that only one process and its children see; needs no rights but a user namespace.</summary>
    private sealed class SmallDisk : IDisposable
    {
        private readonly Process _keeper;
        private readonly string _folder;

        private SmallDisk(Process keeper, string folder) => (_keeper, _folder) = (keeper, folder);

        /// <summary>Runs a program where the disk is seen.</summary>
        public IEnumerable<string> Wrapper =>
            ["nsenter", "--user", "--mount", "--preserve-credentials", $"--target={_keeper.Id.ToString(CultureInfo.InvariantCulture)}"];

        private string Ballast => Outside(Path.Combine(_folder, ".ballast"));

        public static async Task<SmallDisk> MountAsync(string folder, int mebibytes)
        {
            Directory.CreateDirectory(folder);
            var keeper = Process.Start(new ProcessStartInfo("unshare",
            [
                "--user", "--map-root-user", "--mount", "sh", "-c",
                $"mount -t tmpfs -o size={mebibytes}m tmpfs '{folder}' && echo mounted && exec cat",
            ])
            { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var answer = await keeper.StandardOutput.ReadLineAsync();
            answer.ShouldBe("mounted", $"this test mounts a tmpfs in a user namespace of its own: {await ErrorsAsync(keeper, answer)}");
            return new SmallDisk(keeper, folder);
        }

        public string Outside(string path) => $"/proc/{_keeper.Id}/root{path}";

        public void Fill()
        {
            using var ballast = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            var block = new byte[64 * 1024];
            try
            {
                while (true)
                    ballast.Write(block);
            }
            catch (IOException)
            {
                // Full, as it should be.
            }
        }

        public void MakeRoom() => File.Delete(Ballast);

        public void Dispose()
        {
            _keeper.StandardInput.Close();
            _keeper.WaitForExit();
            _keeper.Dispose();
        }

        private static async Task<string> ErrorsAsync(Process keeper, string? answer) =>
            answer is null ? await keeper.StandardError.ReadToEndAsync() : "";
    }
}
