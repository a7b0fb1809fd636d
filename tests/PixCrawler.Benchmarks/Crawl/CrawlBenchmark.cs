using System.Buffers.Binary;
using System.Globalization;
using PixCrawler.ImageFarm;

namespace PixCrawler.Benchmarks.Crawl;

/// <summary>
/// The whole crawl of a URL list against a static server on loopback (inspect, hash, store), beside curl fetching the same list in
/// the same run. The figures that count are the ratios: the server and both programs share the machine.
/// </summary>
internal static class CrawlBenchmark
{
    private const int DistinctImages = 2_000;

    /// <summary>Runs it.</summary>
    /// <param name="output">Where the table goes.</param>
    /// <param name="images">A folder of images to serve; the farm's own pictures when left out.</param>
    /// <param name="counts">How many URLs each round has.</param>
    public static async Task RunAsync(TextWriter output, string? images, IReadOnlyList<int> counts)
    {
        var work = Directory.CreateTempSubdirectory("pixcrawl-bench").FullName;
        try
        {
            var folder = await PrepareImagesAsync(images, work);
            await using var server = await StaticServer.StartAsync(folder);
            await output.WriteLineAsync("| URLs | program | images/s | CPU s per 1,000 | peak RSS MiB | wall s |");
            await output.WriteLineAsync("|---:|---|---:|---:|---:|---:|");
            foreach (var count in counts)
                await RoundAsync(output, work, folder, server.Port, count);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Makes a folder of distinct images to serve.</summary>
    public static async Task<string> PrepareImagesAsync(string? images, string work) =>
        Multiply(images ?? await ExtractPicturesAsync(Path.Combine(work, "pictures")), Path.Combine(work, "served"));

    // Nothing is deleted between the runs: a file system makes whoever creates files next pay for it.
    private static async Task RoundAsync(TextWriter output, string work, string folder, int port, int count)
    {
        var names = Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray();
        var list = Path.Combine(work, $"urls-{count}.txt");
        var config = Path.Combine(work, $"curl-{count}.txt");
        var fetched = Directory.CreateDirectory(Path.Combine(work, $"curl-{count}")).FullName;
        await using (var urls = new StreamWriter(list))
        await using (var curl = new StreamWriter(config))
        {
            for (var number = 0; number < count; number++)
            {
                var url = $"http://127.0.0.1:{port}/{names[number % names.Length]}?n={number}";
                await urls.WriteLineAsync(url);
                // curl keeps as many files as the dataset has, so that both write about as much to disk.
                await curl.WriteLineAsync($"url = \"{url}\"\noutput = \"{fetched}/{number % DistinctImages}\"");
            }
        }

        var byCurl = await ChildProcess.RunAsync(
            "curl", ["-Z", "--parallel-max", "64", "--silent", "--show-error", "--config", config]);
        await RowAsync(output, count, "curl -Z --parallel-max 64", byCurl);

        var dataset = Path.Combine(work, $"dataset-{count}");
        var byUs = await ChildProcess.RunAsync("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "pixcrawl.dll"), "crawl", list, "-o", dataset,
            "--allow-network", "127.0.0.0/8", "--validation", "fast", "--duplicates", "off", "--quiet",
        ]);
        await RowAsync(output, count, "pixcrawl crawl", byUs);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"| {count:N0} | **ratio to curl** | **{byCurl.WallSeconds / byUs.WallSeconds:0.00}** | {byUs.CpuSeconds / byCurl.CpuSeconds:0.00} | | |"));
    }

    private static Task RowAsync(TextWriter output, int count, string program, ChildCost cost) =>
        output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"| {count:N0} | {program} | {count / cost.WallSeconds:N0} | {cost.CpuSeconds * 1000 / count:0.00} | {cost.PeakRssMebibytes:N0} | {cost.WallSeconds:0.0} |"));

    // Distinct files, so that each has to be stored: a counter behind the end marker makes equal pictures differ.
    private static string Multiply(string pictures, string folder)
    {
        Directory.CreateDirectory(folder);
        var files = Directory.GetFiles(pictures).Order(StringComparer.Ordinal).ToArray();
        for (var number = 0; number < DistinctImages; number++)
        {
            var file = files[number % files.Length];
            var bytes = File.ReadAllBytes(file);
            Array.Resize(ref bytes, bytes.Length + sizeof(int));
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(^sizeof(int)..), number);
            File.WriteAllBytes(Path.Combine(folder, $"{number:00000}{Path.GetExtension(file)}"), bytes);
        }

        return folder;
    }

    /// <summary>Writes the farm's own pictures into a folder.</summary>
    public static async Task<string> ExtractPicturesAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        await using var farm = await ImageFarmServer.StartAsync();
        using var client = new HttpClient();
        foreach (var name in farm.ImageNames)
            await File.WriteAllBytesAsync(Path.Combine(folder, name), await client.GetByteArrayAsync(farm.Url($"/img/{name}")));
        return folder;
    }
}
