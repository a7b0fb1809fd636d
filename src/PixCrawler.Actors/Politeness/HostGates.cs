using Akka.Actor;
using Akka.Hosting;

namespace PixCrawler.Actors.Politeness;

/// <summary>Asks for the gates there are; answered by <see cref="GateList"/>.</summary>
internal sealed record ListGates
{
    public const int Most = 200;

    public static ListGates Instance { get; } = new();
}

/// <summary>The gates there are.</summary>
/// <param name="Gates">They.</param>
internal sealed record GateList(IReadOnlyList<IActorRef> Gates);

/// <summary>Asks a gate how it stands; answered by <see cref="HostGateReport"/>.</summary>
internal sealed record DescribeGate
{
    public static DescribeGate Instance { get; } = new();
}

/// <summary>Asks the gates for those who don't speak actor.</summary>
internal sealed class HostGates(IRequiredActor<HostsActor> hosts) : IHostGates
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<IReadOnlyList<HostGateReport>> ListAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            var actor = await hosts.GetAsync(cancellationToken);
            var list = await actor.Ask<GateList>(ListGates.Instance, Patience, cancellationToken);
            var reports = await Task.WhenAll(list.Gates.Select(gate => DescribeAsync(gate, cancellationToken)));
            return [.. reports.OfType<HostGateReport>()];
        }
        catch (AskTimeoutException timeout)
        {
            throw new TimeoutException($"no answer came within {Patience.TotalSeconds} s; asking again is harmless", timeout);
        }
    }

    private static async Task<HostGateReport?> DescribeAsync(IActorRef gate, CancellationToken cancellationToken)
    {
        try
        {
            return await gate.Ask<HostGateReport>(DescribeGate.Instance, Patience, cancellationToken);
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }
}
