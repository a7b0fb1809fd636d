using Akka.Actor;
using Akka.Persistence.Journals;
using Akka.Persistence.Snapshots;
using Akka.Serialization;

namespace Akka.Persistence.Sql;

/// <summary>
/// Events and snapshots in a SQL database: an SQLite file or PostgreSQL, in the tables of Akka.Persistence.Sql's default mapping.
/// A write whose outcome is unknown fails its actor and is never repeated.
/// </summary>
public sealed class SqlPersistence : IEventJournal, ISnapshotStorage, IJournalCatalog, IDisposable
{
    private readonly Serialization.Serialization? _serialization;
    private readonly SqlDialect _dialect;
    private readonly SqlWriter[] _writers;
    private readonly SqlReader _reader;
    private int _disposed;

    private SqlPersistence(Serialization.Serialization? serialization, SqlDialect dialect, int maxConcurrentQueries)
    {
        (_serialization, _dialect) = (serialization, dialect);
        _reader = new SqlReader(dialect, maxConcurrentQueries);
        _writers = [.. Enumerable.Range(0, serialization is null ? 0 : dialect.Writers).Select(number => new SqlWriter(dialect, number))];
    }

    /// <summary>Opens a database for the actors of a system.</summary>
    /// <exception cref="SqlJournalException">It cannot be used; the message says what to do.</exception>
    /// <exception cref="ArgumentException">The provider is neither SQLite nor PostgreSQL.</exception>
    public static SqlPersistence Open(
        ActorSystem system, string connectionString, string providerName, string? schemaName = null, bool autoInitialize = true, int maxConcurrentQueries = 4) =>
        new(system.Serialization, OpenDialect(connectionString, providerName, schemaName, autoInitialize), maxConcurrentQueries);

    /// <summary>Opens a database that is there, to look into it without an actor system.</summary>
    /// <exception cref="SqlJournalException">It cannot be used; the message says what to do.</exception>
    /// <exception cref="ArgumentException">The provider is neither SQLite nor PostgreSQL.</exception>
    public static SqlPersistence OpenCatalog(string connectionString, string providerName, string? schemaName = null) =>
        new(null, OpenDialect(connectionString, providerName, schemaName, autoInitialize: false), maxConcurrentQueries: 1);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<Exception?>?> WriteAsync(IReadOnlyList<EventBatch> batches)
    {
        var rows = new List<EventRow>();
        Exception?[]? rejections = null;
        for (var i = 0; i < batches.Count; i++)
        {
            var before = rows.Count;
            try
            {
                AddRows(rows, batches[i]);
            }
            catch (Exception error)
            {
                rows.RemoveRange(before, rows.Count - before);
                (rejections ??= new Exception?[batches.Count])[i] = error;
            }
        }

        if (rows.Count > 0) await WriteAsync(batches[0], rows);
        return rejections;
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(string persistenceId, long fromSequenceNr, long toSequenceNr, int maxEvents)
    {
        var serialization = Serializers();
        return await _reader.Events(persistenceId, fromSequenceNr, toSequenceNr, maxEvents, entry => new StoredEvent(
            entry.SequenceNr, serialization.Deserialize(BytesOf(entry), entry.SerializerId, entry.Manifest)));
    }

    /// <inheritdoc />
    public async ValueTask<long> ReadHighestSequenceNrAsync(string persistenceId) =>
        await WriterOf(persistenceId).Do(session => session.HighestSequenceNr(persistenceId));

    /// <inheritdoc />
    public async ValueTask DeleteToAsync(string persistenceId, long toSequenceNr) =>
        await Do(persistenceId, session => session.DeleteTo(persistenceId, toSequenceNr));

    /// <inheritdoc />
    public async ValueTask<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        var serialization = Serializers();
        return await _reader.Snapshot(persistenceId, criteria) is { } found
            ? new SelectedSnapshot(found.Metadata, serialization.Deserialize(found.Bytes, found.Identifier, found.Manifest))
            : null;
    }

    /// <inheritdoc />
    public async ValueTask SaveAsync(SnapshotMetadata metadata, object snapshot)
    {
        var serializer = Serializers().FindSerializerFor(snapshot);
        var row = new SnapshotRow(
            metadata, serializer.ToBinary(snapshot), Akka.Serialization.Serialization.ManifestFor(serializer, snapshot), serializer.Identifier);
        await Do(metadata.PersistenceId, session => session.SaveSnapshot(row));
    }

    /// <inheritdoc />
    public async ValueTask DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria) =>
        await Do(persistenceId, session => session.DeleteSnapshots(persistenceId, criteria));

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<string>> ReadPersistenceIdsAsync(string prefix, string after, int maxIds) =>
        await _reader.PersistenceIds(prefix, after, maxIds);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<JournalEntry>> ReadEntriesAsync(string persistenceId, long fromSequenceNr, int maxEntries) =>
        await _reader.Events(persistenceId, fromSequenceNr, long.MaxValue, maxEntries, static entry => entry);

    /// <summary>Writes what it was given and closes the database.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        foreach (var writer in _writers) writer.Dispose();
        _reader.Dispose();
        _dialect.Dispose();
    }

    private static SqlDialect OpenDialect(string connectionString, string providerName, string? schemaName, bool autoInitialize)
    {
        SqlDialect dialect = providerName switch
        {
            _ when providerName.StartsWith("SQLite", StringComparison.OrdinalIgnoreCase) => new SqliteDialect(connectionString),
            _ when providerName.StartsWith("PostgreSQL", StringComparison.OrdinalIgnoreCase) => new PostgreSqlDialect(connectionString, schemaName),
            _ => throw new ArgumentException($"The provider [{providerName}] is unknown: use SQLite.MS or PostgreSQL.", nameof(providerName)),
        };
        try
        {
            dialect.Initialize(autoInitialize);
            return dialect;
        }
        catch (Exception error)
        {
            dialect.Dispose();
            if (dialect.Translate(error) is var translated && !ReferenceEquals(translated, error)) throw translated;
            throw;
        }
    }

    private static byte[] BytesOf(JournalEntry entry) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(entry.Payload, out var bytes) && bytes.Count == bytes.Array!.Length
            ? bytes.Array
            : entry.Payload.ToArray();

    private async Task WriteAsync(EventBatch first, List<EventRow> rows)
    {
        try
        {
            await Do(first.PersistenceId, session => session.Insert(rows));
        }
        catch (SequenceTakenException taken)
        {
            throw new SequenceNrInUseException(first, taken.Highest);
        }
        catch (Exception error) when (_dialect.IsDuplicate(error))
        {
            throw new SequenceNrInUseException(first, await ReadHighestSequenceNrAsync(first.PersistenceId));
        }
    }

    private void AddRows(List<EventRow> rows, EventBatch batch)
    {
        var nr = batch.FirstSequenceNr;
        foreach (var stored in batch.Events)
        {
            var serializer = Serializers().FindSerializerFor(stored);
            rows.Add(new EventRow(
                batch.PersistenceId, nr++, serializer.ToBinary(stored), Akka.Serialization.Serialization.ManifestFor(serializer, stored),
                serializer.Identifier, batch.Timestamp.UtcTicks, batch.WriterUuid));
        }
    }

    private Serialization.Serialization Serializers() =>
        _serialization ?? throw new InvalidOperationException("This journal was opened to be looked into, without an actor system.");

    // One id always has the same writer: its writes keep their order, and its highest number is read after them.
    private SqlWriter WriterOf(string persistenceId) =>
        _writers[(uint)string.GetHashCode(persistenceId, StringComparison.Ordinal) % (uint)_writers.Length];

    private Task<bool> Do(string persistenceId, Action<SqlSession> run) => WriterOf(persistenceId).Do(session =>
    {
        run(session);
        return true;
    });
}
