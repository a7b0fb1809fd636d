using System.Diagnostics;
using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Tests.Decoding;

namespace PixCrawler.Imaging.Tests.Workers;

/// <summary>What a worker may not do, and that it never outlives its parent.</summary>
public sealed class WorkerSandboxTests
{
    [VipsFact]
    public void AWorker_IsNiceAndTheFirstToBeKilledAndHasHardLimits()
    {
        using var pool = Faulty.Pool(memory: 300);
        var proc = $"/proc/{pool.WorkerIds.Single()}";
        File.ReadAllText($"{proc}/oom_score_adj").Trim().ShouldBe("1000");
        var limits = File.ReadAllLines($"{proc}/limits");
        Hard(limits, "Max data size").ShouldBe("314572800");
        Hard(limits, "Max file size").ShouldBe("0");
        Hard(limits, "Max core file size").ShouldBe("0");
        File.ReadAllText($"{proc}/status").ShouldContain("NoNewPrivs:\t1");
        var fields = File.ReadAllText($"{proc}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        (fields[2], fields[16]).ShouldBe((pool.WorkerIds.Single().ToString(System.Globalization.CultureInfo.InvariantCulture), "5"));
    }

    [VipsFact]
    public async Task AWorker_CanNotWriteFiles()
    {
        using var pool = Faulty.Pool();
        (await pool.DecodeAsync("write-file")).Error.ShouldBe("refused");
    }

    [VipsFact]
    public async Task AWorker_SeesNoSecretOfTheEnvironment()
    {
        const string Secret = "PIXCRAWLER_TEST_SECRET";
        Environment.SetEnvironmentVariable(Secret, "canary");
        try
        {
            using var pool = Faulty.Pool();
            var names = (await pool.DecodeAsync("tell-environment")).Error.ShouldNotBeNull();
            names.ShouldContain("DOTNET_GCHeapHardLimit");
            names.ShouldNotContain(Secret);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Secret, null);
        }
    }

    /// <summary>What the inspector would have stopped goes straight to the decoder: no bomb takes more than the limit, no process but its own.</summary>
    [VipsFact]
    public async Task AWorker_WhenGivenEveryHostileFileUninspected_KeepsToItsMemory()
    {
        const int Limit = 256;
        using var pool = Faulty.Pool(memory: Limit);
        foreach (var name in Sample.HostileNames)
        {
            var format = FormatExtensions.FromExtension(Path.GetExtension(name));
            if (!pool.CanDecode(format))
                continue;
            var request = new DecodeRequest(format, DecodeScale.Full, TimeSpan.FromSeconds(60), MaxFrames: 1000);
            await pool.DecodeAsync(Sample.ReadHostile(name), request, CancellationToken.None);
            var resident = await pool.DecodeAsync("tell-resident");
            int.Parse(resident.Error!, System.Globalization.CultureInfo.InvariantCulture).ShouldBeLessThan(Limit, name);
        }
    }

    [VipsTheory]
    [InlineData("hang")]
    [InlineData(null)]
    public async Task AWorker_WhenItsParentIsKilled_Ends(string? order)
    {
        var image = Path.GetTempFileName();
        await File.WriteAllBytesAsync(image, Faulty.Image(order));
        try
        {
            using var parent = Process.Start(new ProcessStartInfo("dotnet", [Faulty.WorkerAssembly, "parent", Faulty.WorkerAssembly, image])
            {
                RedirectStandardOutput = true,
            })!;
            var id = int.Parse((await parent.StandardOutput.ReadLineAsync())!, System.Globalization.CultureInfo.InvariantCulture);
            Faulty.IsAlive(id).ShouldBeTrue();
            parent.Kill();
            await parent.WaitForExitAsync();
            await Faulty.ShouldEndAsync(id);
        }
        finally
        {
            File.Delete(image);
        }
    }

    private static string Hard(string[] limits, string name) =>
        limits.Single(line => line.StartsWith(name, StringComparison.Ordinal)).Split("  ", StringSplitOptions.RemoveEmptyEntries)[2].Trim();
}
