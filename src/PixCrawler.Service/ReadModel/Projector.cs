using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using PixCrawler.Actors.Hosting;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Jobs;
using PixCrawler.Service.Hosting;
using PixCrawler.Service.Jobs;
using PixCrawler.Service.Live;
using Serilog;

namespace PixCrawler.Service.ReadModel;

/// <summary>
/// Keeps the read model up: follows the journals of all jobs that are under way, by their sequence numbers, so that nothing is missed and
/// nothing counts twice; what was journaled while no service ran is taken in at the start.
/// </summary>
internal sealed class Projector(ServiceSettings settings, JobTable table, JobFeeds feeds, TimeProvider time, ILogger log) : BackgroundService
{
    private const int EventsAtOnce = 500;

    private readonly JournalOptions _journal = settings.Crawler.Journal;
    private readonly Dictionary<JobId, (JobState State, long Sequence)> _known = [];
    private readonly ConcurrentDictionary<JobId, bool> _asked = [];
    private bool _caughtUp;
    private bool _failing;

    /// <summary>Follows a job although it has ended: something was begun with its dataset.</summary>
    public void Follow(JobId jobId) => _asked.TryAdd(jobId, true);

    /// <summary>Takes in everything there is now.</summary>
    internal async Task RoundAsync(CancellationToken cancellationToken)
    {
        var open = _caughtUp ? await table.OpenAsync(cancellationToken) : await BehindAsync(cancellationToken);
        open = [.. open.Union(_asked.Keys)];
        foreach (var left in _known.Keys.Except(open).ToArray())
            _known.Remove(left);
        if (open.Count > 0)
            await FollowAsync(open.ToDictionary(job => job, job => _known.GetValueOrDefault(job).Sequence), cancellationToken);
        _caughtUp = true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(settings.Service.PollIntervalMilliseconds), time);
        do
        {
            try
            {
                await RoundAsync(stoppingToken);
                _failing = false;
            }
            catch (Exception error) when (error is DbException or CrawlException or IOException or InvalidOperationException)
            {
                // The journal or the database is out of reach: nothing is lost, the next round tries again. One line for each such time.
                if (!_failing)
                    log.ForContext("EventId", EventIds.ReadModelFailed).Error(error, "The read model cannot be kept up; it is tried again");
                _failing = true;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<IReadOnlyList<JobId>> BehindAsync(CancellationToken cancellationToken)
    {
        if (_journal.Kind == JournalKind.Sqlite && !File.Exists(_journal.File))
            return [];
        var journaled = await JobJournal.ListAsync(_journal, cancellationToken);
        var known = await table.SequencesAsync(cancellationToken);
        var behind = journaled.Where(job => known.GetValueOrDefault(job.Key) < job.Value).Select(job => job.Key);
        return [.. behind.Union(await table.OpenAsync(cancellationToken))];
    }

    private async Task FollowAsync(IReadOnlyDictionary<JobId, long> seen, CancellationToken cancellationToken)
    {
        var batch = new List<JournaledJobEvent>();
        await foreach (var entry in JobJournal.ReadAsync(_journal, seen, cancellationToken))
        {
            if (batch.Count == EventsAtOnce || (batch.Count > 0 && batch[0].Event.JobId != entry.Event.JobId))
            {
                await TakeInAsync(batch, cancellationToken);
                batch.Clear();
            }

            batch.Add(entry);
        }

        if (batch.Count > 0)
            await TakeInAsync(batch, cancellationToken);
    }

    private async Task TakeInAsync(List<JournaledJobEvent> batch, CancellationToken cancellationToken)
    {
        var jobId = batch[0].Event.JobId;
        var state = _known.TryGetValue(jobId, out var known) ? known.State : JobState.New(jobId);
        foreach (var entry in batch)
            state = state.Apply(entry.Event);
        var sequence = batch[^1].SequenceNr;
        JobEventRow[] events =
        [
            .. batch.Select(entry => new JobEventRow(
                entry.SequenceNr, JsonSerializer.Serialize(JobEventView.Of(entry.SequenceNr, entry.Event), ServiceJson.Default.JobEventView))),
        ];
        var job = new JobRow(
            new SubmitJob(jobId, state.Specification!), state.Status, state.StartedAt!.Value, RequestHash: "", sequence, JobReports.Of(state));
        await table.TakeInAsync(job, events, cancellationToken);
        _known[jobId] = (state, sequence);
        if (state.IsExporting)
            Follow(jobId);
        else
            _asked.TryRemove(jobId, out _);
        feeds.Publish(jobId, events);
    }
}
