using Akka.Actor;
using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Chunks;

namespace PixCrawler.Actors.Chunks;

/// <summary>How a chunk begins, says that it gets on, and comes to rest when its process ends in good order.</summary>
internal sealed partial class ChunkActor
{
    private bool _draining;
    private bool _isNoted;

    // A chunk lets go of its journal once its job has its account: a supervisor that begins it nevertheless was left behind by another.
    private void Recovered()
    {
        if (_state.Run == 0 && LastSequenceNr > 0 && _order.ReopenedRun == 0)
            Context.Parent.Tell(new TakenOver(new InfrastructureException(InfrastructureKind.Journal, "another process has settled the chunk")));
        else
            ReadPlan();
    }

    // The first account of a run is told at once: should the process end now, the run was not for nothing.
    private void Advance()
    {
        if (_advanced)
            return;
        _advanced = true;
        Context.Parent.Tell(new RunAdvanced(_state.Id.Number, _run));
    }

    private void ClaimNoted()
    {
        _isNoted = true;
        if (_granted.Count > 0)
            Claim();
    }

    private void Drain()
    {
        _draining = true;
        foreach (var permit in _granted.Values)
            permit.Return();
        _granted.Clear();
        TellWhenDrained();
    }

    private void CutOff()
    {
        foreach (var download in _downloads.Values)
            Context.Stop(download);
        _downloads.Clear();
        var done = _unsaved.ToArray();
        _unsaved.Clear();
        Carry(new ChunkCommand.Settle(done), TellWhenDrained);
    }

    private void TellWhenDrained()
    {
        if (!_draining || _downloads.Count > 0 || _unsaved.Count > 0)
            return;
        Report();
        Context.Parent.Tell(new ChunkDrained(_state.Id.Number));
    }
}
