using PixCrawler.Contracts.Sources;
using PixCrawler.Net.Sources;
using PixCrawler.Net.Tests.Support;

namespace PixCrawler.Net.Tests.Sources;

/// <summary>Measures the memory of the whole process, so nothing else may run beside it.</summary>
[CollectionDefinition(nameof(UrlListMemoryTests), DisableParallelization = true)]
[Collection(nameof(UrlListMemoryTests))]
public sealed class UrlListMemoryTests
{
    [Theory]
    [InlineData(ListFormat.Text, "", "http://a/12345678901234567890\n")]
    [InlineData(ListFormat.Csv, "url,caption\n", "http://a/1,\"a caption\"\n")]
    [InlineData(ListFormat.Json, "[", "{\"url\":\"http://a/1\"},\n")]
    [InlineData(ListFormat.JsonLines, "", "{\"url\":\"http://a/1\"}\n")]
    public async Task Read_WhenListIsEndless_HoldsConstantMemory(ListFormat format, string head, string row)
    {
        var reader = new UrlListReader(new UrlListOptions(), () => new EndlessText(head, row));
        var count = 0;
        var before = 0L;
        await foreach (var read in reader.ReadAsync(new UrlListSource("-") { Format = format }, default))
        {
            read.IsCandidate.ShouldBeTrue();
            if (++count == 10_000)
                before = GC.GetTotalMemory(forceFullCollection: true);
            if (count == 300_000)
                break;
        }

        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(4 * 1024 * 1024);
    }
}
