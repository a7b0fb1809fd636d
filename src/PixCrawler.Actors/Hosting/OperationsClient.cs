using Akka.Actor;
using Akka.Hosting;
using PixCrawler.Actors.Operations;
using PixCrawler.Contracts.Operations;

namespace PixCrawler.Actors.Hosting;

/// <summary>Speaks to the operations actor for those who don't speak actor.</summary>
internal sealed class OperationsClient(IRequiredActor<OperationsActor> operations) : IOperationsClient
{
    public async Task<IOperationReply> RunAsync(OperationCommand command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        var actor = await operations.GetAsync(cancellationToken);
        // The operation's own limits bound the wait, its restarts and its turn in the line included.
        var reply = actor.Ask<IOperationReply>(command, Timeout.InfiniteTimeSpan, CancellationToken.None);
        await using var registration = cancellationToken.Register(
            () => actor.Tell(new CancelOperation(command.OperationId), ActorRefs.NoSender));
        return await reply;
    }
}
