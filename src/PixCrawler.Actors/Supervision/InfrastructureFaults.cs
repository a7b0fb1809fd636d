using System.Data.Common;
using System.Net.Sockets;
using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Failures;

namespace PixCrawler.Actors.Supervision;

/// <summary>
/// Recognises failures of the foundations in what libraries throw, by types and codes only (failure-semantics C3, C4). A real
/// <see cref="OutOfMemoryException"/> is none of them: it ends the process (<see cref="FatalErrors"/>, <see cref="StopAndReportStrategy"/>).
/// </summary>
internal static class InfrastructureFaults
{
    // SQLite's result codes; a provider without SqlState that knows them has them in ErrorCode, extended ones in the high bytes.
    private const int SqliteBusy = 5, SqliteReadOnly = 8, SqliteIoError = 10, SqliteFull = 13, SqliteCannotOpen = 14;

    /// <summary>Puts a foundation's failure into the class that stands for it; any other error comes back as it is.</summary>
    /// <param name="error">What was thrown.</param>
    /// <returns>An <see cref="InfrastructureException"/> around it, or the error itself.</returns>
    public static Exception Translate(Exception error) => KindOf(error) is { } kind
        ? new InfrastructureException(kind, $"{Describe(kind, error)} ({error.Message})", error)
        : error;

    private static InfrastructureKind? KindOf(Exception error) => error switch
    {
        DbException database => IsConnection(database) ? InfrastructureKind.Database : null,
        InsufficientMemoryException => InfrastructureKind.Memory,
        _ when DiskFaults.IsFull(error) || DiskFaults.IsReadOnly(error) || DiskFaults.IsDenied(error) => InfrastructureKind.Disk,
        _ => null,
    };

    // SQLSTATE classes: 08 connection exception, 53 insufficient resources, 57P the server is going down or not up yet.
    private static bool IsConnection(DbException error) => error.SqlState switch
    {
        { } state => state.StartsWith("08", StringComparison.Ordinal)
            || state.StartsWith("53", StringComparison.Ordinal)
            || state.StartsWith("57P", StringComparison.Ordinal),
        null => error.InnerException is SocketException or IOException or TimeoutException
            || (error.ErrorCode > 0 && (error.ErrorCode & 0xFF) is SqliteBusy or SqliteReadOnly or SqliteIoError or SqliteFull or SqliteCannotOpen),
    };

    private static string Describe(InfrastructureKind kind, Exception error) => kind switch
    {
        InfrastructureKind.Database => "The database cannot be used: check that it runs and can be reached",
        InfrastructureKind.Memory => "A memory budget was refused: give the process more memory, or let it do less at once",
        _ when DiskFaults.IsFull(error) => "The disk is full, or its quota is used up: free some space",
        _ when DiskFaults.IsReadOnly(error) => "The disk is read-only: mount it writable",
        _ => "The disk must not be written to or read: give this user the right to",
    };
}
