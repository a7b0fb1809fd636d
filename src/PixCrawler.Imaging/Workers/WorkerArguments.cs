using System.Globalization;

namespace PixCrawler.Imaging.Workers;

/// <summary>A worker's command line.</summary>
/// <param name="MemoryMebibytes">Memory it may allocate, in MiB.</param>
/// <param name="LibraryPath">Full path of libvips, or null for the system's.</param>
internal sealed record WorkerArguments(int MemoryMebibytes, string? LibraryPath)
{
    public string[] ToArray() => [MemoryMebibytes.ToString(CultureInfo.InvariantCulture), LibraryPath ?? ""];

    public static WorkerArguments? Parse(string[] arguments) =>
        arguments is [var memory, var library] && int.TryParse(memory, NumberStyles.None, CultureInfo.InvariantCulture, out var mebibytes)
            ? new WorkerArguments(mebibytes, library.Length > 0 ? library : null)
            : null;
}
