using PixCrawler.Cli.Rendering;

namespace PixCrawler.Cli.Doctor;

/// <summary>Looks at where a dataset would go.</summary>
internal static class DiskChecks
{
    private const long LeastFreeBytes = 1024L * 1024 * 1024;

    /// <summary>The free space of the disk a folder lies on.</summary>
    public static Finding FreeSpace(string folder)
    {
        try
        {
            var free = new DriveInfo(Existing(folder)).AvailableFreeSpace;
            return Finding.When(
                free >= LeastFreeBytes, "disk", $"{Figures.Bytes(free)} free at {SafeText.Line(folder)}",
                "make room or name another folder: a million web images take some 100 GiB");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Finding.Warning("disk", SafeText.Line(error.Message), "name a folder on a disk that is there");
        }
    }

    /// <summary>Whether a folder, or the nearest one above it that exists, can be written to.</summary>
    public static Finding Writable(string folder)
    {
        var existing = Existing(folder);
        var probe = Path.Combine(existing, $".pixcrawl-probe-{Environment.ProcessId}");
        try
        {
            File.WriteAllText(probe, "probe");
            File.Delete(probe);
            return Finding.Good("write test", $"{SafeText.Line(existing)} can be written to");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Finding.Warning("write test", SafeText.Line(error.Message), "name a folder this user may write to");
        }
    }

    private static string Existing(string folder)
    {
        var existing = Path.GetFullPath(folder);
        while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } parent)
            existing = parent;
        return existing;
    }
}
