using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace PixCrawler.Benchmarks.Crawl;

/// <summary>What one run of a child process cost.</summary>
/// <param name="ExitCode">How it ended.</param>
/// <param name="WallSeconds">From start to exit.</param>
/// <param name="CpuSeconds">User and system time, its own children included.</param>
/// <param name="PeakRssMebibytes">The most memory it held (VmHWM).</param>
internal sealed record ChildCost(int ExitCode, double WallSeconds, double CpuSeconds, double PeakRssMebibytes);

/// <summary>Runs a program to its end and measures it from outside (Linux).</summary>
internal static partial class ChildProcess
{
    private const int RusageChildren = -1;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    public static async Task<ChildCost> RunAsync(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        var cpuBefore = ChildrenCpuSeconds();
        var clock = TimeProvider.System.GetTimestamp();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        var errors = process.StandardError.ReadToEndAsync();
        var peak = 0.0;
        var exit = process.WaitForExitAsync();
        while (!exit.IsCompleted)
        {
            peak = Math.Max(peak, PeakRss(process.Id));
            await Task.WhenAny(exit, Task.Delay(PollInterval, TimeProvider.System));
        }

        var wall = TimeProvider.System.GetElapsedTime(clock).TotalSeconds;
        await output;
        if (process.ExitCode != 0)
            await Console.Error.WriteLineAsync($"{program} ended with {process.ExitCode}: {await errors}");
        return new ChildCost(process.ExitCode, wall, ChildrenCpuSeconds() - cpuBefore, peak);
    }

    private static double PeakRss(int processId)
    {
        try
        {
            var line = File.ReadLines($"/proc/{processId}/status").FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>User and system time of all children that have ended.</summary>
    public static double ChildrenCpuSeconds()
    {
        Span<long> usage = stackalloc long[18];
        if (GetRusage(RusageChildren, ref MemoryMarshal.GetReference(usage)) != 0)
            throw new InvalidOperationException("getrusage failed");
        return usage[0] + usage[2] + (usage[1] + usage[3]) / 1e6;
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetRusage(int who, ref long usage);
}
