using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Sql;

/// <summary>One SQLite file: write-ahead log, every commit flushed to the disk, one writer, any number of readers.</summary>
internal sealed class SqliteDialect : SqlDialect
{
    // What this version writes into user_version; Akka.Persistence.Sql leaves it 0.
    private const long SchemaVersion = 1;
    private const int LockedSeconds = 5;
    private readonly string _file;
    private readonly string _connectionString;

    public SqliteDialect(string connectionString)
    {
        SqliteConnectionStringBuilder given;
        try
        {
            given = new SqliteConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException error)
        {
            throw new SqlJournalException($"The journal's connection string is not one of SQLite: {error.Message}", 0, error);
        }

        if (given.DataSource is "" or ":memory:" || given.Mode == SqliteOpenMode.Memory)
            throw new SqlJournalException("The journal's connection string names no file: say Data Source=/path/to/journal.db.", 0, null);
        _file = Path.GetFullPath(given.DataSource);
        given.DataSource = _file;
        given.DefaultTimeout = LockedSeconds;
        _connectionString = given.ConnectionString;
    }

    public override int Writers => 1;

    public override string OrdinalOrder => "persistence_id";

    public override string Table(string name) => name;

    public override DbConnection Open() => OpenFile();

    public override SqlSession OpenSession() => new SqliteSession(this, OpenFile());

    public override void Initialize(bool create)
    {
        if (Path.GetDirectoryName(_file) is { } folder && !Directory.Exists(folder))
            throw new SqlJournalException($"The folder of the journal '{_file}' does not exist: create it, or name another file.", 0, null);
        if (!create && !File.Exists(_file))
            throw new SqlJournalException($"The journal '{_file}' does not exist: check its path.", 0, null);
        using var connection = OpenFile();
        using var version = connection.NewCommand("PRAGMA user_version");
        if (version.ExecuteScalar() is long found and > SchemaVersion)
            throw new SqlJournalException(
                $"The journal '{_file}' has schema {found} and this version knows {SchemaVersion}: it was written by a newer version. Use that one.",
                0, null);
        if (create)
        {
            using var setUp = connection.NewCommand(SqlSchema.Sqlite + $"; PRAGMA user_version = {SchemaVersion}");
            setUp.ExecuteNonQuery();
        }

        using var check = connection.NewCommand("SELECT ordering, writer_uuid FROM journal LIMIT 1");
        check.ExecuteScalar();
    }

    public override bool IsDuplicate(Exception error) => error is SqliteException { SqliteErrorCode: SqliteCode.Constraint };

    public override Exception Translate(Exception error) => error is SqliteException sqlite
        ? new SqlJournalException($"{Advice(sqlite)} ({sqlite.Message})", sqlite.SqliteExtendedErrorCode, sqlite)
        : error;

    public override void Dispose()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private SqliteConnection OpenFile()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            // FULL: a commit is on the disk before it is answered, so it survives the loss of power and not only of the process.
            using var command = connection.NewCommand(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 4000");
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private string Advice(SqliteException error) => error.SqliteErrorCode switch
    {
        SqliteCode.Busy or SqliteCode.Locked => $"The journal '{_file}' is locked by another process: end that process",
        SqliteCode.ReadOnly => $"The journal '{_file}' is read-only: give this user the right to write to it and to its folder",
        SqliteCode.IoError => $"The journal '{_file}' cannot be read or written: check the disk",
        SqliteCode.Full => $"The disk of the journal '{_file}' is full: free some space",
        SqliteCode.CannotOpen => $"The journal '{_file}' cannot be opened: check that it is a file and that this user may read and write it",
        SqliteCode.Corrupt or SqliteCode.NotADatabase =>
            $"The file '{_file}' is damaged or not a journal: put a backup in its place, or begin afresh in another folder",
        _ => $"The journal '{_file}' could not be used",
    };

    /// <summary>Result codes, see sqlite.org/rescode.html.</summary>
    private static class SqliteCode
    {
        public const int Busy = 5, Locked = 6, ReadOnly = 8, IoError = 10, Corrupt = 11, Full = 13, CannotOpen = 14, Constraint = 19, NotADatabase = 26;
    }
}
