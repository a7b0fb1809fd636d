using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace PixCrawler.Imaging.Workers;

/// <summary>How a worker is started.</summary>
/// <param name="Options">The pool's options.</param>
/// <param name="LibraryPath">Full path of libvips, or null for the system's.</param>
internal sealed record WorkerLaunch(WorkerPoolOptions Options, string? LibraryPath)
{
    private const string AssemblyName = "PixCrawler.Imaging.Worker.dll";

    /// <summary>What a worker may know of this process's environment: enough to find .NET and libvips, and no secret.</summary>
    private static readonly string[] PassedOn = ["PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "DOTNET_ROOT"];

    public string Assembly { get; } = Options.WorkerAssembly ?? Path.Combine(AppContext.BaseDirectory, AssemblyName);

    public ProcessStartInfo Describe()
    {
        var start = new ProcessStartInfo(DotnetHost(), [Assembly, .. new WorkerArguments(Options.MaxWorkerMemoryMebibytes, LibraryPath).ToArray()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetPathRoot(Assembly),
        };
        start.Environment.Clear();
        foreach (var name in PassedOn)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
                start.Environment[name] = value;
        }

        // The diagnostics server would open a socket and a thread that nobody uses.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_GCHeapHardLimit"] = (Options.MaxWorkerMemoryMebibytes * 1024L * 1024).ToString("x", CultureInfo.InvariantCulture);
        // A worker writes no files: what libvips would put into one stays in memory, under the limit.
        start.Environment["VIPS_DISC_THRESHOLD"] = "64g";
        return start;
    }

    /// <summary>The host of the running runtime, whatever program that runs under; a self-contained program has none beside it, then the path's.</summary>
    private static string DotnetHost()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(beside) ? beside : name;
    }
}
