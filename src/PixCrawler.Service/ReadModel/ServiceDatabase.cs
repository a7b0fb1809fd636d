using System.ComponentModel.DataAnnotations;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using PixCrawler.Actors.Hosting;
using PixCrawler.Service.Hosting;

namespace PixCrawler.Service.ReadModel;

/// <summary>
/// The tables that are the service's own: beside the journal in PostgreSQL, in a file of their own beside the journal's where that is
/// SQLite, which has one writer a file (ADR on the service's database). All statements are the same for both.
/// </summary>
internal sealed class ServiceDatabase : IDisposable
{
    private const int LockedSeconds = 10;

    // {0} the schema's name and a dot, quoted, or nothing.
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS {0}service_jobs (
            job_id VARCHAR(32) NOT NULL PRIMARY KEY,
            user_id VARCHAR(100) NOT NULL,
            status VARCHAR(16) NOT NULL,
            created_at BIGINT NOT NULL,
            request_hash VARCHAR(64) NOT NULL,
            specification TEXT NOT NULL,
            sequence BIGINT NOT NULL,
            report TEXT NULL);
        CREATE INDEX IF NOT EXISTS service_jobs_by_time ON {0}service_jobs (created_at, job_id);
        CREATE TABLE IF NOT EXISTS {0}service_job_events (
            job_id VARCHAR(32) NOT NULL,
            sequence BIGINT NOT NULL,
            data TEXT NOT NULL,
            PRIMARY KEY (job_id, sequence));
        CREATE TABLE IF NOT EXISTS {0}service_api_keys (
            prefix VARCHAR(12) NOT NULL PRIMARY KEY,
            user_id VARCHAR(100) NOT NULL,
            name VARCHAR(100) NOT NULL,
            scopes VARCHAR(200) NOT NULL,
            created_at BIGINT NOT NULL,
            expires_at BIGINT NULL,
            revoked_at BIGINT NULL,
            hash VARCHAR(64) NOT NULL);
        CREATE TABLE IF NOT EXISTS {0}service_webhooks (
            user_id VARCHAR(100) NOT NULL PRIMARY KEY,
            url VARCHAR(2048) NOT NULL,
            secret VARCHAR(100) NOT NULL,
            events VARCHAR(500) NOT NULL);
        CREATE TABLE IF NOT EXISTS {0}service_deliveries (
            job_id VARCHAR(32) NOT NULL,
            sequence BIGINT NOT NULL,
            user_id VARCHAR(100) NOT NULL,
            rounds INTEGER NOT NULL,
            due_at BIGINT NOT NULL,
            PRIMARY KEY (job_id, sequence));
        CREATE TABLE IF NOT EXISTS {0}service_sessions (
            token_hash VARCHAR(64) NOT NULL PRIMARY KEY,
            prefix VARCHAR(12) NOT NULL,
            expires_at BIGINT NOT NULL)
        """;

    private readonly DbDataSource _source;
    private readonly string _prefix;

    // Writers of this process take turns; SQLite would let them wait in naps.
    private readonly SemaphoreSlim _writing = new(1, 1);

    private ServiceDatabase(DbDataSource source, string prefix) => (_source, _prefix) = (source, prefix);

    /// <summary>Opens the database and creates what is missing in it.</summary>
    /// <exception cref="ValidationException">It cannot be opened; the message says what to do.</exception>
    public static ServiceDatabase Open(ServiceSettings settings)
    {
        var journal = settings.Crawler.Journal;
        var folder = new DataFolder(settings.Service.DataFolder);
        folder.Create();
        try
        {
            var database = journal.Kind == JournalKind.PostgreSql
                ? new ServiceDatabase(NpgsqlDataSource.Create(journal.ConnectionString!), journal.Schema is { } schema ? $"\"{schema}\"." : "")
                : new ServiceDatabase(new SqliteSource(folder.Database), "");
            database.CreateTables();
            return database;
        }
        catch (Exception error) when (error is DbException or ArgumentException)
        {
            throw new ValidationException($"The service's database cannot be opened: check Journal:ConnectionString, or the folder {folder.Root}. ({error.Message})", error);
        }
    }

    /// <summary>How a table is written in a statement.</summary>
    public string Table(string name) => _prefix + name;

    /// <summary>Reads rows.</summary>
    public async Task<IReadOnlyList<T>> ReadAsync<T>(
        string text, Func<DbDataReader, T> read, CancellationToken cancellationToken, params (string Name, object Value)[] parameters)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var command = Command(connection, null, text, parameters);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<T>();
        while (await rows.ReadAsync(cancellationToken))
            found.Add(read(rows));
        return found;
    }

    /// <summary>Whether a table holds anything.</summary>
    public bool HasRows(string table)
    {
        using var connection = _source.OpenConnection();
        using var command = Command(connection, null, $"SELECT 1 FROM {Table(table)} LIMIT 1", []);
        return command.ExecuteScalar() is not null;
    }

    /// <summary>Writes with one statement.</summary>
    /// <returns>How many rows it was about.</returns>
    public async Task<int> WriteAsync(string text, CancellationToken cancellationToken, params (string Name, object Value)[] parameters)
    {
        var rows = 0;
        await WriteAllAsync(async write => rows = await write(text, parameters), cancellationToken);
        return rows;
    }

    /// <summary>Writes with several statements in one transaction.</summary>
    /// <param name="writes">The statements.</param>
    /// <param name="cancellationToken">Gives up; then nothing is written.</param>
    /// <param name="isKeptElsewhere">
    /// Whether all of it can be made anew from the journal, so that a commit need not wait for the disk: when the machine loses power, an
    /// SQLite file may lack the last of them, and is caught up.
    /// </param>
    public async Task WriteAllAsync(Func<Write, Task> writes, CancellationToken cancellationToken, bool isKeptElsewhere = false)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellationToken);
            if (connection is SqliteConnection)
                Run(connection, null, isKeptElsewhere ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = FULL");
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await writes(async (text, parameters) =>
            {
                await using var command = Command(connection, transaction, text, parameters);
                return await command.ExecuteNonQueryAsync(cancellationToken);
            });
            await transaction.CommitAsync(cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose()
    {
        _source.Dispose();
        _writing.Dispose();
    }

    private void CreateTables()
    {
        using var connection = _source.OpenConnection();
        // The file remembers it.
        if (connection is SqliteConnection)
            Run(connection, null, "PRAGMA journal_mode = WAL");
        using var transaction = connection.BeginTransaction();
        // One process at a time: CREATE TABLE IF NOT EXISTS alone may collide with that of another.
        if (connection is NpgsqlConnection)
        {
            Run(connection, transaction, "SELECT pg_advisory_xact_lock(7496)");
            if (_prefix.Length > 0)
                Run(connection, transaction, $"CREATE SCHEMA IF NOT EXISTS {_prefix.TrimEnd('.')}");
        }

        Run(connection, transaction, Schema.Replace("{0}", _prefix, StringComparison.Ordinal));
        transaction.Commit();
    }

    private static void Run(DbConnection connection, DbTransaction? transaction, string text)
    {
        using var command = Command(connection, transaction, text, []);
        command.ExecuteNonQuery();
    }

    // Statements are the product's own; what comes from outside is a parameter.
    private static DbCommand Command(DbConnection connection, DbTransaction? transaction, string text, (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // See above: no text from outside is part of a statement.
        command.CommandText = text;
#pragma warning restore CA2100
        command.Transaction = transaction;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>Carries out one statement of a transaction.</summary>
    public delegate Task<int> Write(string text, params (string Name, object Value)[] parameters);

    private sealed class SqliteSource(string file) : DbDataSource
    {
        public override string ConnectionString { get; } =
            new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = LockedSeconds }.ConnectionString;

        protected override DbConnection CreateDbConnection() => new SqliteConnection(ConnectionString);

        protected override void Dispose(bool disposing)
        {
            using var connection = new SqliteConnection(ConnectionString);
            SqliteConnection.ClearPool(connection);
            base.Dispose(disposing);
        }
    }
}
