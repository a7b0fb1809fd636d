using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Sql;

/// <summary>SQLite's writer: prepared statements, used again for each row.</summary>
internal sealed class SqliteSession : SqlSession
{
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _highest;

    public SqliteSession(SqliteDialect dialect, SqliteConnection connection) : base(dialect, connection)
    {
        _insert = connection.CreateCommand();
        _insert.CommandText =
            "INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid) " +
            "VALUES (@created, 0, @id, @nr, @message, @manifest, @identifier, @writer)";
        foreach (var name in (ReadOnlySpan<string>)["@created", "@id", "@nr", "@message", "@manifest", "@identifier", "@writer"])
            _insert.Parameters.Add(new SqliteParameter { ParameterName = name });
        _highest = connection.CreateCommand();
        _highest.CommandText = "SELECT MAX(sequence_number) FROM journal WHERE persistence_id = @id";
        _highest.Parameters.Add(new SqliteParameter { ParameterName = "@id" });
    }

    public override void Insert(IReadOnlyList<EventRow> rows)
    {
        Enlist(_highest);
        _highest.Parameters[0].Value = rows[0].PersistenceId;
        if (_highest.ExecuteScalar() is long highest && highest >= rows[0].SequenceNr) throw new SequenceTakenException(highest);
        Enlist(_insert);
        var values = _insert.Parameters;
        foreach (var row in rows)
        {
            values[0].Value = row.CreatedTicks;
            values[1].Value = row.PersistenceId;
            values[2].Value = row.SequenceNr;
            values[3].Value = row.Message;
            values[4].Value = row.Manifest;
            values[5].Value = row.Identifier;
            values[6].Value = row.WriterUuid;
            _insert.ExecuteNonQuery();
        }
    }

    public override void Flush() { }

    public override void Dispose()
    {
        _insert.Dispose();
        _highest.Dispose();
        base.Dispose();
    }
}
