using Akka.Actor;
using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Observability;
using PixCrawler.Actors.Supervision;
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
    private readonly int _source;
    private readonly JobRun _job;
    private readonly CancellationTokenSource _stopped;
    private readonly IAsyncEnumerator<ListRow> _rows;
    private int _skip;
    private bool _reading;
    private int _found;

    /// <summary>Creates a run over one source.</summary>
    /// <param name="source">The source's place in the specification.</param>
    /// <param name="taken">Candidates that chunks of earlier runs hold already.</param>
    /// <param name="lists">Reads lists.</param>
    /// <param name="job">What the job offers.</param>
    /// <param name="log">The job's log.</param>
    public DiscoveryActor(int source, int taken, IUrlListReader lists, JobRun job, ILogger log)
    {
        (_source, _skip, _job) = (source, taken, job);
        _stopped = CancellationTokenSource.CreateLinkedTokenSource(job.Stopping);
        _rows = lists.ReadAsync(job.Specification.Sources[source], _stopped.Token).GetAsyncEnumerator(_stopped.Token);
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
                source, _reading ? "reads a chunk" : "waits for an order", _found, taken));
    }

    protected override void PostStop()
    {
        _stopped.Cancel();
        // A reading that is under way ends by the token and leaves the enumerator to the collector.
        if (!_reading)
            _rows.DisposeAsync().AsTask().PipeTo(ActorRefs.Nobody);
    }

    private async Task<ChunkDiscovered> DiscoverAsync(DiscoverChunk order)
    {
        var candidates = new List<Candidate>(order.MaxSlots);
        var badRows = new List<BadRow>();
        var more = true;
        while (candidates.Count < order.MaxSlots && (more = await _rows.MoveNextAsync()))
        {
            var row = _rows.Current;
            if (_skip > 0)
                _skip -= row.IsCandidate ? 1 : 0;
            else if (row.IsCandidate)
                candidates.Add(row.Candidate);
            else
                badRows.Add(row.BadRow);
        }

        if (candidates.Count > 0)
            await _job.Folder.WritePlanAsync(order.Number, candidates, _stopped.Token);
        if (badRows.Count > 0)
            await _job.Folder.AppendBadRowsAsync(order.BadRowsBefore, badRows, _stopped.Token);
        return new ChunkDiscovered(_source, order.Number, candidates.Count, badRows.Count, IsExhausted: !more);
    }

    private sealed record ReadingFailed(Exception Error);
}
