using Akka.Actor;
using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Observability;
using PixCrawler.Actors.Supervision;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Sources;
using PixCrawler.Net.Sources;
using Serilog;

namespace PixCrawler.Actors.Jobs;

/// <summary>
/// Reads one source and writes its candidates down chunk by chunk, each when it is asked for, so that no more of the list is in
/// memory than one chunk, and a later run finds the same candidates in the same slots.
/// </summary>
internal sealed class DiscoveryActor : ReceiveActor
{
    private const string StandardInput = "-";

    private readonly DiscoveryStart _start;
    private readonly JobRun _job;
    private readonly CancellationTokenSource _stopped;
    private readonly IAsyncEnumerator<ListRow> _rows;
    private readonly SourceHash _hash = new();
    private int _skip;
    private bool _reading;
    private int _found;

    /// <summary>Creates a run over one source.</summary>
    /// <param name="start">Where it goes on.</param>
    /// <param name="lists">Reads lists.</param>
    /// <param name="job">What the job offers.</param>
    /// <param name="log">The job's log.</param>
    public DiscoveryActor(DiscoveryStart start, IUrlListReader lists, JobRun job, ILogger log)
    {
        (_start, _skip, _job) = (start, start.Taken, job);
        _stopped = CancellationTokenSource.CreateLinkedTokenSource(job.Stopping);
        _rows = lists.ReadAsync(Source, _stopped.Token).GetAsyncEnumerator(_stopped.Token);
        Receive<DiscoverChunk>(order =>
        {
            _reading = true;
            DiscoverAsync(order).PipeTo(Self, success: found => found, failure: error => new ReadingFailed(error));
        });
        Receive<ChunkDiscovered>(found =>
        {
            _reading = false;
            _found += found.Slots;
            Context.Parent.Tell(found);
        });
        Receive<ReadingFailed>(failed => Rethrow.Raise(failed.Error));
        Receive<LogStateNow>(_ => log
            .ForContext("EventId", EventIds.DiscoveryState)
            .ForContext("Operation", "log-state")
            .Information("Discovery of source {Source} {Doing}: {Found} URLs found in this run after {Taken} of earlier ones",
                start.Source, _reading ? "reads a chunk" : "waits for an order", _found, start.Taken));
    }

    private UrlListSource Source => _job.Specification.Sources[_start.Source];

    protected override void PostStop()
    {
        _stopped.Cancel();
        // A reading that is under way ends by the token and leaves the enumerator to the collector.
        if (_reading)
            return;
        _hash.Dispose();
        _rows.DisposeAsync().AsTask().PipeTo(ActorRefs.Nobody);
    }

    private async Task<ChunkDiscovered> DiscoverAsync(DiscoverChunk order)
    {
        if (Source.Path == StandardInput && _start.Run > 1)
        {
            throw new InvalidInputException(
                "list-cut-off",
                $"Standard input cannot be read a second time, and its run was interrupted: the {_start.Taken} URLs taken from it go on, "
                + "the rest is not known. Save the list in a file and crawl the rest of it in a new job.");
        }

        await SkipAsync();
        var candidates = new List<Candidate>(order.MaxSlots);
        var badRows = new List<BadRow>();
        var more = true;
        while (candidates.Count < order.MaxSlots && (more = await _rows.MoveNextAsync()))
        {
            var row = _rows.Current;
            if (!row.IsCandidate)
            {
                badRows.Add(row.BadRow);
                continue;
            }

            candidates.Add(row.Candidate);
            _hash.Add(row.Candidate.Url);
        }

        if (candidates.Count > 0)
            await _job.Folder.WritePlanAsync(order.Number, candidates, _stopped.Token);
        if (badRows.Count > 0)
            await _job.Folder.AppendBadRowsAsync(order.BadRowsBefore, badRows, _stopped.Token);
        return new ChunkDiscovered(_start.Source, order.Number, candidates.Count, badRows.Count, IsExhausted: !more, _hash.ToString());
    }

    // What earlier runs took is passed over; that it is still the same is checked, for else other URLs would be taken for the rest.
    private async Task SkipAsync()
    {
        if (_skip == 0)
            return;
        while (_skip > 0 && await _rows.MoveNextAsync())
        {
            if (!_rows.Current.IsCandidate)
                continue;
            _skip--;
            _hash.Add(_rows.Current.Candidate.Url);
        }

        if (_skip > 0 || (_start.Hash is { } expected && expected != _hash.ToString()))
        {
            throw new InvalidInputException(
                "list-changed",
                $"The list '{Source.Path}' has changed since the job began, so that its rest is not known: the {_start.Taken} URLs taken from it go "
                + "on. Put the list back as it was and run the job again in a new folder, or crawl the new URLs in a new job.");
        }
    }

    private sealed record ReadingFailed(Exception Error);
}
