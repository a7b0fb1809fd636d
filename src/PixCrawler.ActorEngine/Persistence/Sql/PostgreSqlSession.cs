using Npgsql;
using NpgsqlTypes;

namespace Akka.Persistence.Sql;

/// <summary>PostgreSQL's writer: the events of a transaction go in one statement, as arrays.</summary>
internal sealed class PostgreSqlSession(PostgreSqlDialect dialect, NpgsqlConnection connection) : SqlSession(dialect, connection)
{
    private readonly NpgsqlConnection _connection = connection;
    private readonly List<(string PersistenceId, long FirstSequenceNr)> _writes = [];
    private readonly List<EventRow> _rows = [];

    public override void Insert(IReadOnlyList<EventRow> rows)
    {
        _writes.Add((rows[0].PersistenceId, rows[0].SequenceNr));
        _rows.AddRange(rows);
    }

    public override void Flush()
    {
        if (_rows.Count == 0) return;
        var (writes, rows) = (_writes.ToArray(), _rows.ToArray());
        Forget();
        using var batch = new NpgsqlBatch(_connection);
        batch.BatchCommands.Add(Check(writes));
        batch.BatchCommands.Add(InsertAll(rows));
        using var taken = batch.ExecuteReader();
        if (taken.Read()) throw new SequenceTakenException(taken.GetInt64(0));
        taken.NextResult();
    }

    public override void Commit()
    {
        Flush();
        base.Commit();
    }

    public override void Rollback()
    {
        Forget();
        base.Rollback();
    }

    private void Forget()
    {
        _writes.Clear();
        _rows.Clear();
    }

    // Two writes of one id in one transaction are in order, so that only the first needs the check; for the others the unique key is enough.
    private NpgsqlBatchCommand Check((string PersistenceId, long FirstSequenceNr)[] writes)
    {
        var check = new NpgsqlBatchCommand(
            $"""
            SELECT stored.highest FROM unnest($1, $2) AS write (id, first),
                LATERAL (SELECT MAX(sequence_number) AS highest FROM {Journal} WHERE persistence_id = write.id) AS stored
            WHERE stored.highest >= write.first LIMIT 1
            """);
        Add(check, NpgsqlDbType.Text, Array.ConvertAll(writes, static write => write.PersistenceId));
        Add(check, NpgsqlDbType.Bigint, Array.ConvertAll(writes, static write => write.FirstSequenceNr));
        return check;
    }

    private NpgsqlBatchCommand InsertAll(EventRow[] rows)
    {
        var insert = new NpgsqlBatchCommand(
            $"""
            INSERT INTO {Journal} (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
            SELECT created, FALSE, id, nr, message, manifest, identifier, writer
            FROM unnest($1, $2, $3, $4, $5, $6, $7) AS event (created, id, nr, message, manifest, identifier, writer)
            """);
        Add(insert, NpgsqlDbType.Bigint, Array.ConvertAll(rows, static row => row.CreatedTicks));
        Add(insert, NpgsqlDbType.Text, Array.ConvertAll(rows, static row => row.PersistenceId));
        Add(insert, NpgsqlDbType.Bigint, Array.ConvertAll(rows, static row => row.SequenceNr));
        Add(insert, NpgsqlDbType.Bytea, Array.ConvertAll(rows, static row => row.Message));
        Add(insert, NpgsqlDbType.Text, Array.ConvertAll(rows, static row => row.Manifest));
        Add(insert, NpgsqlDbType.Integer, Array.ConvertAll(rows, static row => row.Identifier));
        Add(insert, NpgsqlDbType.Text, Array.ConvertAll(rows, static row => row.WriterUuid));
        return insert;
    }

    private static void Add<T>(NpgsqlBatchCommand command, NpgsqlDbType type, T[] values) =>
        command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type });
}
