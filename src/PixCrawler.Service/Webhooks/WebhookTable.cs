using System.Data.Common;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Service.Live;
using PixCrawler.Service.ReadModel;

namespace PixCrawler.Service.Webhooks;

/// <summary>Who wants to be told, and what is not told yet: a message is written down with its event, in one transaction.</summary>
internal sealed class WebhookTable(ServiceDatabase database)
{
    private readonly string _hooks = database.Table("service_webhooks");
    private readonly string _deliveries = database.Table("service_deliveries");
    private readonly string _events = database.Table("service_job_events");

    /// <summary>The webhook of a user.</summary>
    public async Task<Webhook?> FindAsync(string userId, CancellationToken cancellationToken) => (await database.ReadAsync(
        $"SELECT user_id, url, secret, events FROM {_hooks} WHERE user_id = @user", row => Read(row, 0), cancellationToken, ("@user", userId))).SingleOrDefault();

    /// <summary>Sets the webhook of a user.</summary>
    public Task SetAsync(Webhook webhook, CancellationToken cancellationToken) => database.WriteAsync(
        $"""
        INSERT INTO {_hooks} (user_id, url, secret, events) VALUES (@user, @url, @secret, @events)
        ON CONFLICT (user_id) DO UPDATE SET url = excluded.url, secret = excluded.secret, events = excluded.events
        """,
        cancellationToken, ("@user", webhook.UserId), ("@url", webhook.Url), ("@secret", webhook.Secret), ("@events", string.Join(' ', webhook.Events)));

    /// <summary>Takes the webhook of a user away, with what waits for it.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> DeleteAsync(string userId, CancellationToken cancellationToken)
    {
        var hooks = 0;
        await database.WriteAllAsync(async write =>
        {
            await write($"DELETE FROM {_deliveries} WHERE user_id = @user", ("@user", userId));
            hooks = await write($"DELETE FROM {_hooks} WHERE user_id = @user", ("@user", userId));
        }, cancellationToken);
        return hooks > 0;
    }

    /// <summary>Writes down that an event is to be told, where it is one that is.</summary>
    public async Task NoteAsync(ServiceDatabase.Write write, Webhook webhook, JobId jobId, JobEventRow entry)
    {
        if (webhook.Events.Contains(JsonText.TypeOf(entry.Data)))
        {
            await write(
                $"INSERT INTO {_deliveries} (job_id, sequence, user_id, rounds, due_at) VALUES (@job, @sequence, @user, 0, 0) ON CONFLICT (job_id, sequence) DO NOTHING",
                ("@job", jobId.ToString()), ("@sequence", entry.Sequence), ("@user", webhook.UserId));
        }
    }

    /// <summary>The messages that are due, the oldest first.</summary>
    public Task<IReadOnlyList<Delivery>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) => database.ReadAsync(
        $"""
        SELECT hook.user_id, hook.url, hook.secret, hook.events, delivery.job_id, delivery.sequence, event.data, delivery.rounds
        FROM {_deliveries} delivery JOIN {_hooks} hook ON hook.user_id = delivery.user_id
        JOIN {_events} event ON event.job_id = delivery.job_id AND event.sequence = delivery.sequence
        WHERE delivery.due_at <= @now ORDER BY delivery.due_at, delivery.job_id, delivery.sequence LIMIT @limit
        """,
        row => new Delivery(row.GetString(4), row.GetInt64(5), row.GetString(6), row.GetInt32(7), Read(row, 0)),
        cancellationToken, ("@now", Ticks.Of(now)), ("@limit", limit));

    /// <summary>A message need not be sent any more.</summary>
    public Task DoneAsync(Delivery delivery, CancellationToken cancellationToken) => database.WriteAsync(
        $"DELETE FROM {_deliveries} WHERE job_id = @job AND sequence = @sequence", cancellationToken, ("@job", delivery.Job), ("@sequence", delivery.Sequence));

    /// <summary>A message is to be sent again, later.</summary>
    public Task LaterAsync(Delivery delivery, DateTimeOffset due, CancellationToken cancellationToken) => database.WriteAsync(
        $"UPDATE {_deliveries} SET rounds = rounds + 1, due_at = @due WHERE job_id = @job AND sequence = @sequence",
        cancellationToken, ("@due", Ticks.Of(due)), ("@job", delivery.Job), ("@sequence", delivery.Sequence));

    private static Webhook Read(DbDataReader row, int first) =>
        new(row.GetString(first), row.GetString(first + 1), row.GetString(first + 2), row.GetString(first + 3).Split(' '));
}
