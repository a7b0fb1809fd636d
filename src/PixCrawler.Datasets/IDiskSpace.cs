namespace PixCrawler.Datasets;

/// <summary>Says how much room a disk has.</summary>
public interface IDiskSpace
{
    /// <summary>Measures.</summary>
    /// <param name="folder">An absolute path on the disk in question.</param>
    /// <returns>The bytes this user may still write there; null where it cannot be told.</returns>
    long? FreeBytes(string folder);
}

/// <summary>Asks the operating system.</summary>
public sealed class DiskSpace : IDiskSpace
{
    /// <inheritdoc/>
    public long? FreeBytes(string folder)
    {
        try
        {
            return new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(folder)! : folder).AvailableFreeSpace;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
