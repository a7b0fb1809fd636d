using System.Data;
using System.Data.Common;

namespace Akka.Persistence.Sql;

/// <summary>The connection of one writer with its transaction. Used by one thread.</summary>
internal abstract class SqlSession(SqlDialect dialect, DbConnection connection) : IDisposable
{
    private readonly string _journal = dialect.Table("journal");
    private readonly string _snapshot = dialect.Table("snapshot");
    private DbTransaction? _transaction;

    protected DbConnection Connection => connection;

    protected string Journal => _journal;

    public virtual void Begin() => _transaction = connection.BeginTransaction(IsolationLevel.Unspecified);

    /// <summary>Stores events whose sequence numbers rise, after checking that the first is above everything stored.</summary>
    /// <exception cref="SequenceTakenException">It is not; thrown here or by <see cref="Flush"/>.</exception>
    public abstract void Insert(IReadOnlyList<EventRow> rows);

    /// <summary>Sends what <see cref="Insert"/> has kept back.</summary>
    public abstract void Flush();

    /// <summary>Ends the transaction. After an exception nobody knows whether it is stored.</summary>
    public virtual void Commit()
    {
        _transaction!.Commit();
        EndTransaction();
    }

    public virtual void Rollback()
    {
        _transaction!.Rollback();
        EndTransaction();
    }

    public long HighestSequenceNr(string persistenceId)
    {
        Flush();
        using var command = Command($"SELECT MAX(sequence_number) FROM {_journal} WHERE persistence_id = @id", ("@id", persistenceId));
        return command.ExecuteScalar() is long highest ? highest : 0;
    }

    // The last deleted event stays, marked, so that its number is never given again.
    public void DeleteTo(string persistenceId, long toSequenceNr)
    {
        Flush();
        using var find = Command(
            $"SELECT MAX(sequence_number) FROM {_journal} WHERE persistence_id = @id AND sequence_number <= @to",
            ("@id", persistenceId), ("@to", toSequenceNr));
        if (find.ExecuteScalar() is not long last) return;
        using var delete = Command(
            $"DELETE FROM {_journal} WHERE persistence_id = @id AND sequence_number < @last", ("@id", persistenceId), ("@last", last));
        delete.ExecuteNonQuery();
        using var mark = Command(
            $"UPDATE {_journal} SET deleted = @yes WHERE persistence_id = @id AND sequence_number = @last",
            ("@id", persistenceId), ("@last", last), ("@yes", true));
        mark.ExecuteNonQuery();
    }

    public void SaveSnapshot(SnapshotRow row)
    {
        Flush();
        using var save = Command(
            $"""
            INSERT INTO {_snapshot} (persistence_id, sequence_number, created, snapshot, manifest, serializer_id)
            VALUES (@id, @nr, @created, @snapshot, @manifest, @serializer)
            ON CONFLICT (persistence_id, sequence_number) DO UPDATE SET
                created = excluded.created, snapshot = excluded.snapshot, manifest = excluded.manifest, serializer_id = excluded.serializer_id
            """,
            ("@id", row.Metadata.PersistenceId), ("@nr", row.Metadata.SequenceNr), ("@created", row.Metadata.Timestamp.Ticks),
            ("@snapshot", row.Snapshot), ("@manifest", row.Manifest), ("@serializer", row.Identifier));
        save.ExecuteNonQuery();
    }

    public void DeleteSnapshots(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        Flush();
        using var delete = Command(
            $"""
            DELETE FROM {_snapshot} WHERE persistence_id = @id AND sequence_number BETWEEN @min AND @max AND created BETWEEN @from AND @to
            """,
            ("@id", persistenceId), ("@min", criteria.MinSequenceNr), ("@max", criteria.MaxSequenceNr),
            ("@from", (criteria.MinTimestamp ?? DateTime.MinValue).Ticks), ("@to", criteria.MaxTimeStamp.Ticks));
        delete.ExecuteNonQuery();
    }

    public virtual void Dispose()
    {
        EndTransaction();
        connection.Dispose();
    }

    protected DbCommand Command(string text, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = connection.NewCommand(text, parameters);
        command.Transaction = _transaction;
        return command;
    }

    protected void Enlist(DbCommand command) => command.Transaction = _transaction;

    private void EndTransaction()
    {
        _transaction?.Dispose();
        _transaction = null;
    }
}

internal static class DbConnectionExtensions
{
    public static DbCommand NewCommand(this DbConnection connection, string text, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only names of tables are put into it, and those are constants or quoted.
        command.CommandText = text;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
