using System.Runtime.CompilerServices;
using PixCrawler.Contracts.Sources;
using PixCrawler.Net.Sources;
using PixCrawler.Simulation.Engine;

namespace PixCrawler.Simulation.World;

/// <summary>The list of URLs; an empty row is a bad one.</summary>
internal sealed class SimLists(SimDisk disk, IReadOnlyList<string> rows, Swarm swarm, SimProcess process) : IUrlListReader
{
    public async IAsyncEnumerable<ListRow> ReadAsync(UrlListSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var row = 0; row < rows.Count; row++)
        {
            if (row % 8 == 0)
                await process.Answer(disk.Latency(), () => true);
            cancellationToken.ThrowIfCancellationRequested();
            if (disk.Faulty && row > 0 && disk.Chance.Chance(swarm.ListTrouble))
                throw new UnauthorizedAccessException("the list may not be read");
            yield return rows[row].Length == 0 ? new ListRow(new BadRow(row + 1, "no URL")) : new ListRow(new Candidate(rows[row], row + 1));
        }
    }
}
