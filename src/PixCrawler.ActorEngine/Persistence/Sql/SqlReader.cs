using System.Data.Common;
using Akka.Persistence.Journals;

namespace Akka.Persistence.Sql;

/// <summary>Reads the tables, on a limited number of pooled connections at once.</summary>
internal sealed class SqlReader(SqlDialect dialect, int maxConcurrentQueries) : IDisposable
{
    private readonly SemaphoreSlim _free = new(maxConcurrentQueries);
    private readonly string _journal = dialect.Table("journal");
    private readonly string _snapshot = dialect.Table("snapshot");

    public Task<List<T>> Events<T>(string persistenceId, long from, long to, int max, Func<JournalEntry, T> take) => Query(
        $"""
        SELECT sequence_number, identifier, manifest, created, message FROM {_journal}
        WHERE persistence_id = @id AND sequence_number BETWEEN @from AND @to AND deleted = @no ORDER BY sequence_number LIMIT @max
        """,
        row => take(new JournalEntry(
            persistenceId,
            row.GetInt64(0),
            row.IsDBNull(1) ? 0 : row.GetInt32(1),
            row.IsDBNull(2) ? "" : row.GetString(2),
            new DateTime(row.GetInt64(3), DateTimeKind.Utc),
            row.GetFieldValue<byte[]>(4))),
        ("@id", persistenceId), ("@from", from), ("@to", to), ("@no", false), ("@max", (long)max));

    public Task<List<string>> PersistenceIds(string prefix, string after, int max) => Query(
        $"""
        SELECT {dialect.OrdinalOrder} AS id FROM {_journal}
        WHERE substr(persistence_id, 1, @length) = @prefix AND {dialect.OrdinalOrder} > @after GROUP BY id ORDER BY id LIMIT @max
        """,
        static row => row.GetString(0),
        ("@prefix", prefix), ("@length", prefix.EnumerateRunes().Count()), ("@after", after), ("@max", (long)max));

    public async Task<(SnapshotMetadata Metadata, int Identifier, string Manifest, byte[] Bytes)?> Snapshot(
        string persistenceId, SnapshotSelectionCriteria criteria)
    {
        var found = await Query(
            $"""
            SELECT sequence_number, created, serializer_id, manifest, snapshot FROM {_snapshot}
            WHERE persistence_id = @id AND sequence_number BETWEEN @min AND @max AND created BETWEEN @from AND @to
            ORDER BY sequence_number DESC LIMIT 1
            """,
            row => (
                new SnapshotMetadata(persistenceId, row.GetInt64(0), new DateTime(row.GetInt64(1), DateTimeKind.Utc)),
                row.IsDBNull(2) ? 0 : row.GetInt32(2),
                row.IsDBNull(3) ? "" : row.GetString(3),
                row.GetFieldValue<byte[]>(4)),
            ("@id", persistenceId), ("@min", criteria.MinSequenceNr), ("@max", criteria.MaxSequenceNr),
            ("@from", (criteria.MinTimestamp ?? DateTime.MinValue).Ticks), ("@to", criteria.MaxTimeStamp.Ticks));
        return found.Count == 0 ? null : found[0];
    }

    public void Dispose() => _free.Dispose();

    private async Task<List<T>> Query<T>(string text, Func<DbDataReader, T> take, params (string Name, object Value)[] parameters)
    {
        await _free.WaitAsync();
        try
        {
            // Off the actor's thread: SQLite reads while its caller waits.
            return await Task.Run(() => Read(text, take, parameters));
        }
        finally
        {
            _free.Release();
        }
    }

    private List<T> Read<T>(string text, Func<DbDataReader, T> take, (string Name, object Value)[] parameters)
    {
        try
        {
            using var connection = dialect.Open();
            using var command = connection.NewCommand(text, parameters);
            using var rows = command.ExecuteReader();
            var found = new List<T>();
            while (rows.Read()) found.Add(take(rows));
            return found;
        }
        catch (DbException error)
        {
            throw dialect.Translate(error);
        }
    }
}
