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
    private const string PostgreSqlDiskFull = "53100";

    /// <summary>Puts a foundation's failure into the class that stands for it; any other error comes back as it is.</summary>
    /// <param name="error">What was thrown.</param>
    /// <returns>An <see cref="InfrastructureException"/> around it, or the error itself.</returns>
    public static Exception Translate(Exception error) => KindOf(error) is { } kind
        ? new InfrastructureException(kind, $"{Describe(kind, error)} ({error.Message})", error)
        : error;

    /// <summary>Whether a database says that it has no room left. Its disk may be one that cannot be measured from here.</summary>
    /// <param name="error">What was thrown, or the <see cref="InfrastructureException"/> it was put into.</param>
    /// <returns>Whether it says so.</returns>
    public static bool IsDatabaseFull(Exception error) =>
        (error as DbException ?? (error as InfrastructureException)?.InnerException as DbException) is { } database && IsFull(database);

    private static InfrastructureKind? KindOf(Exception error) => error switch
    {
        DbException database when IsFull(database) || IsFileError(database) => InfrastructureKind.Disk,
        DbException database => IsConnection(database) ? InfrastructureKind.Database : null,
        InsufficientMemoryException => InfrastructureKind.Memory,
        _ when DiskFaults.IsFull(error) || DiskFaults.IsReadOnly(error) || DiskFaults.IsDenied(error) => InfrastructureKind.Disk,
        _ => null,
    };

    private static bool IsFull(DbException error) => error.SqlState is { } state
        ? state == PostgreSqlDiskFull
        : SqliteCodeOf(error) == SqliteFull || (error.InnerException is IOException inner && DiskFaults.IsFull(inner));

    // SQLite tells no errno: a flush or a mapping that found no room shows itself as an I/O error, and the free space tells which it was.
    private static bool IsFileError(DbException error) => error.SqlState is null && SqliteCodeOf(error) == SqliteIoError;

    private static int SqliteCodeOf(DbException error) => error.ErrorCode > 0 ? error.ErrorCode & 0xFF : 0;

    // SQLSTATE classes: 08 connection exception, 53 insufficient resources, 57P the server is going down or not up yet.
    private static bool IsConnection(DbException error) => error.SqlState switch
    {
        { } state => state.StartsWith("08", StringComparison.Ordinal)
            || state.StartsWith("53", StringComparison.Ordinal)
            || state.StartsWith("57P", StringComparison.Ordinal),
        null => error.InnerException is SocketException or IOException or TimeoutException
            || SqliteCodeOf(error) is SqliteBusy or SqliteReadOnly or SqliteCannotOpen,
    };

    private static string Describe(InfrastructureKind kind, Exception error) => kind switch
    {
        InfrastructureKind.Database => "The database cannot be used: check that it runs and can be reached",
        InfrastructureKind.Memory => "A memory budget was refused: give the process more memory, or let it do less at once",
        _ when DiskFaults.IsFull(error) || IsDatabaseFull(error) => "The disk is full, or its quota is used up: free some space",
        _ when DiskFaults.IsReadOnly(error) => "The disk is read-only: mount it writable",
        _ when error is DbException => "The database's file cannot be read or written: check its disk",
        _ => "The disk must not be written to or read: give this user the right to",
    };
}
