using System.Text.Json;
using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Failures;

namespace PixCrawler.Datasets.Files;

/// <summary>Turns what the file system throws into the one error the layers above know, with what to do about it.</summary>
internal static class DiskErrors
{
    public static bool IsDiskError(Exception error) => error is IOException or UnauthorizedAccessException or JsonException;

    public static InfrastructureException ToInfrastructure(Exception error, string path) =>
        new(InfrastructureKind.Disk, $"{Describe(error, path)} ({error.Message})", error);

    private static string Describe(Exception error, string path) => error switch
    {
        _ when DiskFaults.IsFull(error) =>
            $"The disk of '{path}' is full, or its quota is used up: free some space; the job goes on by itself if that is in time",
        _ when DiskFaults.IsReadOnly(error) => $"The disk of '{path}' is read-only: mount it writable",
        _ when DiskFaults.IsDenied(error) => $"'{path}' must not be written to or read: give this user the right to",
        FileNotFoundException or DirectoryNotFoundException =>
            $"'{path}' is not all there: check that its disk is mounted and that nothing was deleted or moved",
        JsonException => $"A file in '{path}' is damaged: restore it, or start the job again in a new folder",
        _ => $"The disk of '{path}' failed: check it and its connection",
    };
}
