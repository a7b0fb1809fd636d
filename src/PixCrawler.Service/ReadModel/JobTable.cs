using System.Data.Common;
using System.Text;
using PixCrawler.Actors.Serialization;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Service.Webhooks;

namespace PixCrawler.Service.ReadModel;

/// <summary>The jobs there are, with their events: what lists and streams read. Every write can be repeated.</summary>
internal sealed class JobTable(ServiceDatabase database, WebhookTable webhooks)
{
    private const string Columns = "specification, status, created_at, request_hash, sequence, report";

    private readonly string _jobs = database.Table("service_jobs");
    private readonly string _events = database.Table("service_job_events");

    /// <summary>Finds a job.</summary>
    public async Task<JobRow?> FindAsync(JobId jobId, CancellationToken cancellationToken) => (await database.ReadAsync(
        $"SELECT {Columns} FROM {_jobs} WHERE job_id = @id", Read, cancellationToken, ("@id", jobId.ToString()))).SingleOrDefault();

    /// <summary>Adds a job.</summary>
    /// <returns>Whether it was not there before.</returns>
    public async Task<bool> InsertAsync(JobRow job, CancellationToken cancellationToken) =>
        await database.WriteAsync(InsertText, cancellationToken, InsertValues(job)) > 0;

    /// <summary>Takes a job away that was not begun.</summary>
    public Task ForgetAsync(JobId jobId, CancellationToken cancellationToken) => database.WriteAsync(
        $"DELETE FROM {_jobs} WHERE job_id = @id AND sequence = 0", cancellationToken, ("@id", jobId.ToString()));

    /// <summary>Sets the status of a job ahead of its events.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="from">Where it stands now, or nothing is done; null for wherever.</param>
    /// <param name="to">Where it is to stand.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether that was done.</returns>
    public async Task<bool> SetStatusAsync(JobId jobId, JobStatus? from, JobStatus to, CancellationToken cancellationToken) => await database.WriteAsync(
        $"UPDATE {_jobs} SET status = @to WHERE job_id = @id AND (@from = '' OR (status = @from AND sequence = 0))",
        cancellationToken, ("@id", jobId.ToString()), ("@from", from?.ToString() ?? ""), ("@to", to.ToString())) > 0;

    /// <summary>Lists jobs, the newest first.</summary>
    public Task<IReadOnlyList<JobRow>> ListAsync(JobListing listing, CancellationToken cancellationToken)
    {
        var (where, parameters) = (new List<string>(), new List<(string, object)> { ("@limit", listing.Limit) });
        void Add(string condition, string name, object value)
        {
            where.Add(condition);
            parameters.Add((name, value));
        }

        if (listing.UserId is { } user)
            Add("user_id = @user", "@user", user);
        if (listing.Status is { } status)
            Add("status = @status", "@status", status.ToString());
        if (listing.Before is { } before)
        {
            Add("(created_at < @time OR (created_at = @time AND job_id < @before))", "@time", before.CreatedAt.UtcTicks);
            parameters.Add(("@before", before.JobId.ToString()));
        }

        return database.ReadAsync(
            $"SELECT {Columns} FROM {_jobs} {(where.Count > 0 ? "WHERE " + string.Join(" AND ", where) : "")} ORDER BY created_at DESC, job_id DESC LIMIT @limit",
            Read, cancellationToken, [.. parameters]);
    }

    /// <summary>Which jobs are under way, or may be.</summary>
    public Task<IReadOnlyList<JobId>> OpenAsync(CancellationToken cancellationToken) => database.ReadAsync(
        $"SELECT job_id FROM {_jobs} WHERE status = 'Running' OR status = 'Pending'", IdOf, cancellationToken);

    /// <summary>How far each job is known.</summary>
    public async Task<IReadOnlyDictionary<JobId, long>> SequencesAsync(CancellationToken cancellationToken) => (await database.ReadAsync(
        $"SELECT job_id, sequence FROM {_jobs}", row => (Id: IdOf(row), Sequence: row.GetInt64(1)), cancellationToken))
        .ToDictionary(job => job.Id, job => job.Sequence);

    /// <summary>Reads events of a job in their order.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="after">The place of the last one that is known.</param>
    /// <param name="limit">How many at the most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<JobEventRow>> EventsAsync(JobId jobId, long after, int limit, CancellationToken cancellationToken) => database.ReadAsync(
        $"SELECT sequence, data FROM {_events} WHERE job_id = @id AND sequence > @after ORDER BY sequence LIMIT @limit",
        row => new JobEventRow(row.GetInt64(0), row.GetString(1)), cancellationToken,
        ("@id", jobId.ToString()), ("@after", after), ("@limit", limit));

    /// <summary>Takes events in; what is there already stays as it is, and a job never goes back.</summary>
    /// <param name="job">The job as it stands after them.</param>
    /// <param name="events">The events.</param>
    /// <param name="cancellationToken">Gives up; then nothing is written.</param>
    public async Task TakeInAsync(JobRow job, IReadOnlyList<JobEventRow> events, CancellationToken cancellationToken)
    {
        var webhook = await webhooks.FindAsync(job.UserId, cancellationToken);
        await database.WriteAllAsync(async write =>
        {
            await write(InsertText, InsertValues(job with { Sequence = 0, Report = null }));
            foreach (var entry in events)
            {
                var isNew = await write(
                    $"INSERT INTO {_events} (job_id, sequence, data) VALUES (@id, @sequence, @data) ON CONFLICT (job_id, sequence) DO NOTHING",
                    ("@id", job.Id.ToString()), ("@sequence", entry.Sequence), ("@data", entry.Data)) > 0;
                if (isNew && webhook is not null)
                    await webhooks.NoteAsync(write, webhook, job.Id, entry);
            }

            await write(
                $"UPDATE {_jobs} SET status = @status, sequence = @sequence, report = @report WHERE job_id = @id AND sequence < @sequence",
                ("@id", job.Id.ToString()), ("@status", job.Status.ToString()), ("@sequence", job.Sequence), ("@report", Text(job.Report!)));
        }, cancellationToken, isKeptElsewhere: true);
    }

    private string InsertText =>
        $"""
        INSERT INTO {_jobs} (job_id, user_id, {Columns}) VALUES (@id, @user, @specification, @status, @created, @hash, @sequence, NULL)
        ON CONFLICT (job_id) DO NOTHING
        """;

    private static (string, object)[] InsertValues(JobRow job) =>
    [
        ("@id", job.Id.ToString()), ("@user", job.UserId), ("@specification", Text(job.Order)), ("@status", job.Status.ToString()),
        ("@created", Ticks.Of(job.CreatedAt)), ("@hash", job.RequestHash), ("@sequence", job.Sequence),
    ];

    private static JobRow Read(DbDataReader row) => new(
        (SubmitJob)Value(row.GetString(0), "job.submit.v1"),
        Enum.Parse<JobStatus>(row.GetString(1)),
        Ticks.Read(row, 2)!.Value,
        row.GetString(3),
        row.GetInt64(4),
        row.IsDBNull(5) ? null : (JobReport)Value(row.GetString(5), "job.report.v1"));

    private static JobId IdOf(DbDataReader row) => JobId.TryParse(row.GetString(0), out var jobId) ? jobId : default;

    private static string Text(object message) => Encoding.UTF8.GetString(PixCrawlerSerializer.Manifests.Write(message));

    private static object Value(string text, string manifest) => PixCrawlerSerializer.Manifests.Read(Encoding.UTF8.GetBytes(text), manifest);
}
