using System.Globalization;

namespace PixCrawler.Simulation;

/// <summary>The program: replays one seed, or sweeps over many.</summary>
internal static class CommandLine
{
    private const string Usage = """
        Simulates jobs: the real actors in one thread, virtual time, a world that fails by chance.

          --seed N             run one seed and say which laws hold
          --trace              write down everything that happens in it
          --seeds A..B         sweep over seeds, on all cores, and shrink what fails
          --recorded           run every seed of eng/sim-seeds.txt
          --nightly            as --seeds, 50,000 seeds from one that changes with the day (UTC)
          --with Name=v,...    change the world: Crashes=0,Urls=5
          --record             add the seeds that fail to eng/sim-seeds.txt
          --threads N          simulations at once; one for each core when left out
          --no-shrink          say at once what fails
          --brief              say in one line how many seeds fail, which is the first, and by which law
        """;

    public static int Run(IReadOnlyList<string> arguments)
    {
        var changes = Value(arguments, "--with") ?? "";
        var threads = int.Parse(Value(arguments, "--threads") ?? $"{Environment.ProcessorCount}", CultureInfo.InvariantCulture);
        if (Value(arguments, "--seed") is { } number)
            return RunOne(new Seed(ulong.Parse(number, CultureInfo.InvariantCulture), changes), arguments.Contains("--trace"));
        IEnumerable<Seed>? seeds = null;
        if (Value(arguments, "--seeds")?.Split("..") is [var first, var last])
            seeds = Range(ulong.Parse(first, CultureInfo.InvariantCulture), ulong.Parse(last, CultureInfo.InvariantCulture), changes);
        else if (arguments.Contains("--nightly"))
            seeds = Nightly(changes);
        else if (arguments.Contains("--recorded"))
            seeds = RecordedSeeds.Read();
        if (seeds is null)
        {
            Console.WriteLine(Usage);
            return 2;
        }

        var sweep = Sweep.Run(seeds, threads);
        if (arguments.Contains("--brief"))
        {
            Console.WriteLine(Brief(sweep));
            return sweep.Failed.Count == 0 ? 0 : 1;
        }

        sweep.Print(Console.Out);
        Report(sweep, shrinks: !arguments.Contains("--no-shrink"), records: arguments.Contains("--record"));
        return sweep.Failed.Count + sweep.Unsteady.Count == 0 ? 0 : 1;
    }

    public static IEnumerable<Seed> Range(ulong first, ulong last, string changes = "")
    {
        for (var number = first; number <= last; number++)
            yield return new Seed(number, changes);
    }

    private static IEnumerable<Seed> Nightly(string changes)
    {
        var first = (ulong)DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).DayNumber * 1_000_000;
        return Range(first, first + 49_999, changes);
    }

    private static int RunOne(Seed seed, bool trace)
    {
        var result = seed.Run(trace ? Console.Out : null);
        Console.WriteLine($"seed {seed}: {seed.Swarm}");
        Console.WriteLine(FormattableString.Invariant($"{result.Steps:N0} steps, {result.Elapsed} of virtual time, {result.Deaths} processes killed, trace {result.TraceHash:x16}"));
        foreach (var law in result.Laws)
            Console.WriteLine(FormattableString.Invariant($"  {(law.Violation is null ? "holds " : "BROKEN")} {law.Name,-40} {law.Checks,6} checks  {law.Violation}"));
        return result.IsGreen ? 0 : 1;
    }

    private static void Report(Sweep sweep, bool shrinks, bool records)
    {
        foreach (var unsteady in sweep.Unsteady)
            Console.WriteLine($"seed {unsteady} did something else the second time");
        // One example for each law is enough to begin with.
        foreach (var law in sweep.Failed.GroupBy(result => result.Broken.First().Name))
        {
            var shortest = law.MinBy(result => result.Steps)!;
            var shrunk = shrinks ? Shrinker.Shrink(shortest) : shortest;
            Console.WriteLine($"{law.Key} is broken by {law.Count()} seeds: {string.Join(' ', law.Take(10).Select(result => result.Seed.Number))}");
            Console.WriteLine($"  {shrunk.Broken.First(broken => broken.Name == law.Key).Violation}");
            Console.WriteLine($"  {shrunk.Seed.CommandLine}");
            if (records)
                RecordedSeeds.Add(shrunk.Seed, law.Key);
        }
    }

    private static string Brief(Sweep sweep)
    {
        if (sweep.Failed.Count == 0)
            return $"0 of {sweep.Count} seeds";
        var laws = sweep.Failed.SelectMany(result => result.Broken.Take(1)).GroupBy(law => law.Name).OrderByDescending(law => law.Count());
        return $"{sweep.Failed.Count} of {sweep.Count} seeds, the first is {sweep.Failed[0].Seed.Number}: {string.Join(", ", laws.Take(2).Select(law => law.Key))}";
    }

    private static string? Value(IReadOnlyList<string> arguments, string name)
    {
        for (var at = 0; at + 1 < arguments.Count; at++)
        {
            if (arguments[at] == name)
                return arguments[at + 1];
        }

        return null;
    }
}
