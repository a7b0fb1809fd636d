using System.Globalization;
using PixCrawler.Benchmarks.Crawl;
using PixCrawler.Benchmarks.Decode;
using PixCrawler.Benchmarks.Duplicates;
using PixCrawler.Benchmarks.Engine;
using PixCrawler.Benchmarks.Images;
using PixCrawler.Benchmarks.Journal;
using PixCrawler.Benchmarks.Overhead;
using PixCrawler.Benchmarks.Service;

switch (args.FirstOrDefault())
{
    case "engine":
        EngineBenchmarks.Run(Console.Out);
        return 0;
    case "crawl":
        // crawl [IMAGES-FOLDER [URLS...]]
        var counts = args.Skip(2).Select(count => int.Parse(count, CultureInfo.InvariantCulture)).ToArray();
        await CrawlBenchmark.RunAsync(Console.Out, args.ElementAtOrDefault(1), counts.Length > 0 ? counts : [2_000, 20_000]);
        return 0;
    case "recovery":
        // recovery [URLS [ROUNDS]]
        await RecoveryBenchmark.RunAsync(
            Console.Out,
            int.Parse(args.ElementAtOrDefault(1) ?? "1000000", CultureInfo.InvariantCulture),
            int.Parse(args.ElementAtOrDefault(2) ?? "3", CultureInfo.InvariantCulture));
        return 0;
    case "decode":
        // decode [--images FOLDER] [OPERATIONS]
        var folder = args.ElementAtOrDefault(1) == "--images" ? args.ElementAtOrDefault(2) : null;
        var operations = args.ElementAtOrDefault(folder is null ? 1 : 3);
        await DecodeBenchmark.RunAsync(Console.Out, folder, operations is null ? 10_000 : int.Parse(operations, CultureInfo.InvariantCulture));
        return 0;
    case "duplicates":
        DuplicatesBenchmark.Run(Console.Out);
        return 0;
    case "journal":
        // journal [FOLDER [CHUNKS]]
        await JournalBenchmark.RunAsync(Console.Out, args.ElementAtOrDefault(1), int.Parse(args.ElementAtOrDefault(2) ?? "400", CultureInfo.InvariantCulture));
        return 0;
    case "service":
        // service [SECONDS [CLIENTS [WATCHERS]]]
        int Figure(int place, string usual) => int.Parse(args.ElementAtOrDefault(place) ?? usual, CultureInfo.InvariantCulture);
        await ServiceBenchmark.RunAsync(Console.Out, Figure(1, "300"), Figure(2, "64"), Figure(3, "500"));
        return 0;
    case "images" or "duplicates-quality" or "damage" when args.Length > 1:
        // images|duplicates-quality|damage FOLDER
        Func<TextWriter, string, Task> measure = args[0] switch
        {
            "images" => ImagesBenchmark.RunAsync,
            "damage" => DamageBenchmark.RunAsync,
            _ => DuplicatesQuality.RunAsync,
        };
        await measure(Console.Out, args[1]);
        return 0;
    case "retry" or "logging":
        // retry|logging [URLS [ROUNDS]]
        Func<TextWriter, int, int, Task> overhead = args[0] == "retry" ? RetryBenchmark.RunAsync : LoggingBenchmark.RunAsync;
        await overhead(
            Console.Out,
            int.Parse(args.ElementAtOrDefault(1) ?? "8000", CultureInfo.InvariantCulture),
            int.Parse(args.ElementAtOrDefault(2) ?? "21", CultureInfo.InvariantCulture));
        return 0;
    default:
        Console.Error.WriteLine("Say what to measure: engine | crawl [IMAGES-FOLDER [URLS...]] | recovery [URLS [ROUNDS]] | decode [--images FOLDER] [OPERATIONS] | duplicates | images|duplicates-quality|damage FOLDER | retry|logging [URLS [ROUNDS]] | service [SECONDS [CLIENTS [WATCHERS]]]");
        return 2;
}
