namespace PixCrawler.Domain.Failures;

/// <summary>Tells what is wrong with a disk from the error's type and code, never from its text (failure-semantics C4).</summary>
public static class DiskFaults
{
    // errno, which is what HResult holds on Linux and macOS.
    private const int AccessDenied = 13, NoSpace = 28, ReadOnlyFileSystem = 30, QuotaMac = 69, QuotaLinux = 122;

    // On Windows HResult holds ERROR_WRITE_PROTECT, ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL, ERROR_DISK_QUOTA_EXCEEDED.
    private const int WindowsWriteProtect = unchecked((int)0x80070013), WindowsHandleDiskFull = unchecked((int)0x80070027),
        WindowsDiskFull = unchecked((int)0x80070070), WindowsQuota = unchecked((int)0x8007050F);

    /// <summary>Whether the disk is full, or its quota used up.</summary>
    /// <param name="error">The error.</param>
    /// <returns>Whether it says so.</returns>
    public static bool IsFull(Exception error) => error is IOException
    {
        HResult: NoSpace or QuotaLinux or QuotaMac or WindowsDiskFull or WindowsHandleDiskFull or WindowsQuota,
    };

    /// <summary>Whether the whole file system is mounted read-only.</summary>
    /// <param name="error">The error.</param>
    /// <returns>Whether it says so.</returns>
    public static bool IsReadOnly(Exception error) => error is IOException { HResult: ReadOnlyFileSystem or WindowsWriteProtect };

    /// <summary>Whether this user lacks the right.</summary>
    /// <param name="error">The error.</param>
    /// <returns>Whether it says so.</returns>
    public static bool IsDenied(Exception error) => error is UnauthorizedAccessException or IOException { HResult: AccessDenied };
}
