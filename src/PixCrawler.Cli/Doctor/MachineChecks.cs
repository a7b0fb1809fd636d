using System.Runtime.InteropServices;
using PixCrawler.Cli.Rendering;
using PixCrawler.Imaging.Decoding;

namespace PixCrawler.Cli.Doctor;

/// <summary>Looks at runtime, decoder, memory and limits.</summary>
internal static class MachineChecks
{
    private const long LeastMemoryBytes = 512L * 1024 * 1024;
    private const int LeastOpenFiles = 1024;

    /// <summary>The runtime this runs on, and the SDKs beside it.</summary>
    public static Finding Runtime()
    {
        var runtimes = new DirectoryInfo(RuntimeEnvironment.GetRuntimeDirectory());
        var sdk = Path.Combine(runtimes.Parent?.Parent?.Parent?.FullName ?? "", "sdk");
        var sdks = Directory.Exists(sdk) ? string.Join(", ", Directory.GetDirectories(sdk).Select(Path.GetFileName).Order(StringComparer.Ordinal)) : "";
        return Finding.Good(".NET", $"runtime {Environment.Version}, SDK {(sdks.Length > 0 ? sdks : "none (not needed to run)")}, {RuntimeInformation.RuntimeIdentifier}");
    }

    /// <summary>The decoder of the validation levels medium and slow.</summary>
    public static Finding Decoder(TimeProvider time)
    {
        if (!ImageDecoders.TryCreate(new DecoderOptions { Threads = 1 }, time, out var decoder, out var whyNot))
            return Finding.Warning("libvips", "not there: validation is fast only", whyNot);
        using (decoder)
            return Finding.Good("libvips", decoder.Description);
    }

    /// <summary>Cores and memory, as the container allows.</summary>
    public static Finding Capacity()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return Finding.When(
            memory >= LeastMemoryBytes, "machine", $"{Environment.ProcessorCount} cores, {Figures.Bytes(memory)} memory",
            $"give it at least {Figures.Bytes(LeastMemoryBytes)}, or lower --concurrency and --max-body-mib");
    }

    /// <summary>How many files and connections may be open at once.</summary>
    public static Finding OpenFiles(string limitsFile)
    {
        const string Name = "open files";
        if (!File.Exists(limitsFile))
            return Finding.Good(Name, "this system does not tell");
        var fields = File.ReadLines(limitsFile).FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal))?
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields is not [_, _, _, var soft, ..]
            ? Finding.Good(Name, "this system does not tell")
            : Finding.When(
                !long.TryParse(soft, out var limit) || limit >= LeastOpenFiles, Name, soft,
                $"raise the limit with 'ulimit -n {LeastOpenFiles}' or lower --concurrency");
    }
}
