using System.Data.Common;
using System.Runtime.CompilerServices;
using PixCrawler.Actors.Serialization;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Actors.Hosting;

/// <summary>An event of a job with its place in the job's journal.</summary>
/// <param name="SequenceNr">Its place, from 1, without a gap.</param>
/// <param name="Event">What happened.</param>
public sealed record JournaledJobEvent(long SequenceNr, IJobEvent Event);

/// <summary>Reads the events of jobs beside the process that writes them; read models are made of these.</summary>
public static class JobJournal
{
    private const int JobsAtOnce = 200;
    private const string IdPrefix = "job-";

    /// <summary>Lists the jobs a journal knows.</summary>
    /// <param name="options">Which journal: SQLite or PostgreSQL.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The place of each job's last event.</returns>
    /// <exception cref="InvalidInputException">There is no such journal, or it cannot be read; the message says what to do.</exception>
    public static async Task<IReadOnlyDictionary<JobId, long>> ListAsync(JournalOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        await using var connection = JournalReader.Connect(options);
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT persistence_id, MAX(sequence_number) FROM {JournalReader.Prefix(options)}journal
            WHERE persistence_id LIKE 'job-%' GROUP BY persistence_id
            """;
        await using var rows = await JournalReader.OpenAsync(connection, command, cancellationToken);
        var jobs = new Dictionary<JobId, long>();
        while (await rows.ReadAsync(cancellationToken))
        {
            if (IdOf(rows.GetString(0)) is { } jobId)
                jobs[jobId] = rows.GetInt64(1);
        }

        return jobs;
    }

    /// <summary>Tries whether the journal answers. Nothing is left behind by it.</summary>
    /// <param name="options">Which journal: SQLite or PostgreSQL.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Done when it has answered.</returns>
    /// <exception cref="InvalidInputException">There is no such journal, or it cannot be read; the message says what to do.</exception>
    public static async Task ProbeAsync(JournalOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        await using var connection = JournalReader.Connect(options, anew: true);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT sequence_number FROM {JournalReader.Prefix(options)}journal LIMIT 1";
        await using var rows = await JournalReader.OpenAsync(connection, command, cancellationToken);
        await rows.ReadAsync(cancellationToken);
    }

    /// <summary>Reads what happened to jobs since somebody last looked.</summary>
    /// <param name="options">Which journal: SQLite or PostgreSQL.</param>
    /// <param name="seen">The jobs, each with the place of the last event that is known; 0 for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Newer events, those of one job after another, each job's in their order.</returns>
    /// <exception cref="InvalidInputException">There is no such journal, or it cannot be read; the message says what to do.</exception>
    /// <exception cref="System.Runtime.Serialization.SerializationException">This version cannot read an event.</exception>
    public static async IAsyncEnumerable<JournaledJobEvent> ReadAsync(
        JournalOptions options, IReadOnlyDictionary<JobId, long> seen, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (var jobs in seen.Chunk(JobsAtOnce))
        {
            await using var connection = JournalReader.Connect(options);
            await using var command = connection.CreateCommand();
            command.CommandText = $"""
                WITH wanted (id, seen) AS (VALUES {string.Join(", ", jobs.Select((_, number) => $"(@id{number}, @seen{number})"))})
                SELECT event.sequence_number, event.manifest, event.message
                FROM wanted JOIN {JournalReader.Prefix(options)}journal event ON event.persistence_id = wanted.id AND event.sequence_number > wanted.seen
                ORDER BY event.persistence_id, event.sequence_number
                """;
            for (var number = 0; number < jobs.Length; number++)
            {
                Add(command, $"@id{number}", IdPrefix + jobs[number].Key);
                Add(command, $"@seen{number}", jobs[number].Value);
            }

            await using var rows = await JournalReader.OpenAsync(connection, command, cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                if (PixCrawlerSerializer.Manifests.Read((byte[])rows.GetValue(2), rows.GetString(1)) is IJobEvent jobEvent)
                    yield return new JournaledJobEvent(rows.GetInt64(0), jobEvent);
            }
        }
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    private static JobId? IdOf(string persistenceId) => JobId.TryParse(persistenceId.AsSpan(IdPrefix.Length).ToString(), out var jobId) ? jobId : null;
}
