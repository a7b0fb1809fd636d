using System.Data.Common;
using System.Globalization;
using System.Text;
using Npgsql;

namespace Akka.Persistence.Sql;

/// <summary>A PostgreSQL database: a few writers, each with its share of the ids.</summary>
internal sealed class PostgreSqlDialect : SqlDialect
{
    // Kept as the journal's comment; Akka.Persistence.Sql leaves none.
    private const int SchemaVersion = 2;
    private const string VersionMark = "pixcrawler journal schema ";
    private static readonly CompositeFormat Schema = CompositeFormat.Parse(SqlSchema.PostgreSql);
    private static readonly CompositeFormat TimesAsTicks = CompositeFormat.Parse(SqlSchema.PostgreSqlFrom1);
    private readonly NpgsqlDataSource _source;
    private readonly string _prefix;

    public PostgreSqlDialect(string connectionString, string? schemaName)
    {
        _prefix = schemaName is null ? "" : $"\"{schemaName.Replace("\"", "\"\"", StringComparison.Ordinal)}\".";
        try
        {
            var given = new NpgsqlConnectionStringBuilder(connectionString);
            // What is sent again and again is prepared by itself; a small number of connections is enough.
            if (given.MaxAutoPrepare == 0) given.MaxAutoPrepare = 20;
            if (!connectionString.Contains("pool size", StringComparison.OrdinalIgnoreCase)) given.MaxPoolSize = 12;
            _source = NpgsqlDataSource.Create(given);
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            throw new SqlJournalException($"The journal's connection string is not one of PostgreSQL: {error.Message}", 0, error);
        }
    }

    public override int Writers => 4;

    public override string OrdinalOrder => "persistence_id COLLATE \"C\"";

    public override string Table(string name) => _prefix + name;

    public override DbConnection Open() => _source.OpenConnection();

    public override SqlSession OpenSession() => new PostgreSqlSession(this, _source.OpenConnection());

    public override void Initialize(bool create)
    {
        using var connection = Open();
        if (create) Create(connection);
        using var check = connection.NewCommand($"SELECT ordering, writer_uuid FROM {Table("journal")} LIMIT 1");
        check.ExecuteScalar();
    }

    public override bool IsDuplicate(Exception error) => error is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    public override Exception Translate(Exception error) => error is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable } missing
        ? new SqlJournalException($"The journal's tables are not there: create them, or allow it with autoInitialize ({missing.Message})", 0, missing)
        : error;

    public override void Dispose() => _source.Dispose();

    // One process at a time: CREATE TABLE IF NOT EXISTS alone may collide with that of another.
    private void Create(DbConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        Run(connection, transaction, "SELECT pg_advisory_xact_lock(7495)");
        if (_prefix.Length > 0)
            Run(connection, transaction, $"CREATE SCHEMA IF NOT EXISTS {_prefix.TrimEnd('.')}");
        Run(connection, transaction, string.Format(CultureInfo.InvariantCulture, Schema, _prefix));
        using var comment = connection.NewCommand($"SELECT obj_description('{Table("journal").Replace("'", "''", StringComparison.Ordinal)}'::regclass)");
        comment.Transaction = transaction;
        var mark = comment.ExecuteScalar() as string ?? "";
        var found = mark.StartsWith(VersionMark, StringComparison.Ordinal)
            ? int.Parse(mark.AsSpan(VersionMark.Length), NumberStyles.None, CultureInfo.InvariantCulture)
            : 0;
        if (found > SchemaVersion)
            throw new SqlJournalException(
                $"The journal in this database has schema {found} and this version knows {SchemaVersion}: it was written by a newer version. Use that one.",
                0, null);
        if (found == 1)
            Run(connection, transaction, string.Format(CultureInfo.InvariantCulture, TimesAsTicks, _prefix));
        if (found < SchemaVersion)
            Run(connection, transaction, $"COMMENT ON TABLE {Table("journal")} IS '{VersionMark}{SchemaVersion}'");
        transaction.Commit();
    }

    private static void Run(DbConnection connection, DbTransaction transaction, string text)
    {
        using var command = connection.NewCommand(text);
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }
}
