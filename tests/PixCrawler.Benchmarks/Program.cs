using PixCrawler.Benchmarks.Engine;

switch (args.FirstOrDefault())
{
    case "engine":
        EngineBenchmarks.Run(Console.Out);
        return 0;
    default:
        Console.Error.WriteLine("Say what to measure: engine");
        return 2;
}
