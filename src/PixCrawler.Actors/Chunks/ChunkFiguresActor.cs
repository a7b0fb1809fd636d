using Akka.Actor;
using Akka.Persistence;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Domain.Chunks;

namespace PixCrawler.Actors.Chunks;

/// <summary>
/// Tells how far a chunk is that waits for its next run, and stops: a job that was begun in an earlier life of the process never seems
/// to have got back.
/// </summary>
internal sealed class ChunkFiguresActor : ReceivePersistentActor
{
    private ChunkState _state;

    public ChunkFiguresActor(ChunkId chunk)
    {
        _state = ChunkState.New(chunk);
        PersistenceId = $"chunk-{chunk}";
        Recover<IChunkEvent>(chunkEvent => _state = _state.Apply(chunkEvent));
        Recover<RecoveryCompleted>(_ =>
        {
            Context.Parent.Tell(new ChunkProgress(_state.Id.Number, _state.Run, _state.Tally, [], []));
            Context.Stop(Self);
        });
    }

    /// <inheritdoc/>
    public override string PersistenceId { get; }
}
