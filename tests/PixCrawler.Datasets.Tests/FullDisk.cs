namespace PixCrawler.Datasets.Tests;

/// <summary>A disk without space: the kernel's own on Linux, its error code elsewhere.</summary>
internal static class FullDisk
{
    private const int NoSpace = 28;

    public static FileStream Create(string path)
    {
        File.WriteAllText(path, "");
        return OperatingSystem.IsLinux()
            ? new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0)
            : throw new IOException("No space left on device", NoSpace);
    }
}
