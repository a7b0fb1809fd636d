using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Npgsql;
using PixCrawler.Actors.Serialization;
using PixCrawler.Contracts.Errors;

namespace PixCrawler.Actors.Hosting;

/// <summary>Reads a journal as text while no process works on it, or beside one that does.</summary>
public static class JournalReader
{
    /// <summary>The events of all jobs, as <see cref="JournalExport.Line"/> writes them: by identity, then in their order.</summary>
    /// <param name="options">Which journal: SQLite or PostgreSQL.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The lines; events that were deleted are not among them.</returns>
    /// <exception cref="InvalidInputException">There is no such journal, or it cannot be read; the message says what to do.</exception>
    public static async IAsyncEnumerable<string> ReadLinesAsync(
        JournalOptions options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        await using var connection = Connect(options);
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT persistence_id, sequence_number, manifest, created, message FROM {Prefix(options)}journal
            WHERE sequence_number > 0 ORDER BY persistence_id, sequence_number
            """;
        await using var rows = await OpenAsync(connection, command, cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var time = new DateTime(rows.GetInt64(3), DateTimeKind.Utc);
            if (!await rows.IsDBNullAsync(4, cancellationToken) && (byte[])rows.GetValue(4) is { Length: > 0 } payload)
                yield return JournalExport.Line(rows.GetString(0), rows.GetInt64(1), rows.GetString(2), time, payload);
        }
    }

    internal static async Task<DbDataReader> OpenAsync(DbConnection connection, DbCommand command, CancellationToken cancellationToken)
    {
        try
        {
            await connection.OpenAsync(cancellationToken);
            return await command.ExecuteReaderAsync(cancellationToken);
        }
        catch (DbException error)
        {
            throw new InvalidInputException("journal-unreadable", $"The journal cannot be read: check its path or connection. ({error.Message})", error);
        }
    }

    /// <summary>A connection to a journal, not opened yet.</summary>
    /// <param name="options">Which journal.</param>
    /// <param name="anew">Whether a file is opened anew, though it is open already: it may not be there any more.</param>
    internal static DbConnection Connect(JournalOptions options, bool anew = false) => options.Kind switch
    {
        JournalKind.Sqlite => new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = options.File, Mode = SqliteOpenMode.ReadOnly, Pooling = !anew }.ConnectionString),
        JournalKind.PostgreSql => new NpgsqlConnection(options.ConnectionString),
        _ => throw new InvalidInputException("journal-in-memory", "A journal in memory ends with its process: name a file or a database."),
    };

    internal static string Prefix(JournalOptions options) => options.Schema is { } schema ? $"\"{schema}\"." : "";
}
