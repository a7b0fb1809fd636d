using PixCrawler.Contracts.Chunks;

namespace PixCrawler.Simulation.Laws;

/// <summary>Once a URL's account is in the journal, nobody asks for it again, whatever is killed (R4).</summary>
internal sealed class NoRefetchOfSettledUrls : Law
{
    protected override void Judge(SimRecord record)
    {
        var settled = new Dictionary<string, long>();
        foreach (var committed in record.Chunks.SelectMany(chunk => chunk))
        {
            if (committed.Event is not SlotSettled slot)
                continue;
            var url = record.Universe.Disk.Plans[slot.Chunk.Number][slot.Settlement.Slot].Url;
            settled[url] = Math.Max(settled.GetValueOrDefault(url), committed.Step);
        }

        foreach (var request in record.Universe.Web.Log)
        {
            // The same URL twice in a list is two slots, each with its own account.
            if (settled.TryGetValue(request.Url, out var step) && record.Wanted.Count(url => url == request.Url) == 1 && !record.IsContested(request.By))
                Check(request.Step <= step, $"{request.Url} was asked at {request.At} although its account was in the journal");
        }
    }
}
