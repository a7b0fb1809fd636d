using System.Collections.Concurrent;
using System.Diagnostics;

namespace PixCrawler.Simulation;

/// <summary>Many seeds, one thread for each simulation, on all cores.</summary>
internal sealed class Sweep
{
    /// <summary>Every so many seeds are run twice, to see that the same seed does the same.</summary>
    public const int TwiceEvery = 20;

    private readonly ConcurrentBag<SimResult> _failed = [];
    private readonly ConcurrentBag<string> _unsteady = [];
    private readonly SortedDictionary<string, long> _checks = new(StringComparer.Ordinal);
    private long _steps;
    private long _deaths;
    private long _virtualTicks;
    private int _count;
    private int _twice;

    public IReadOnlyList<SimResult> Failed => [.. _failed.OrderBy(result => result.Seed.Number)];

    /// <summary>Seeds that did something else the second time (SameSeedSameTrace).</summary>
    public IReadOnlyCollection<string> Unsteady => _unsteady;

    public int Count => _count;

    public TimeSpan Took { get; private set; }

    /// <summary>How often each law was checked.</summary>
    public IReadOnlyDictionary<string, long> Checks => _checks;

    public static Sweep Run(IEnumerable<Seed> seeds, int threads, int mostFailures = int.MaxValue)
    {
        var sweep = new Sweep();
        var clock = Stopwatch.StartNew();
        var next = Partitioner.Create(seeds, EnumerablePartitionerOptions.NoBuffering).GetDynamicPartitions();
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            foreach (var seed in next)
            {
                if (sweep._failed.Count >= mostFailures)
                    return;
                sweep.Take(seed);
            }
        }))];
        foreach (var worker in workers)
            worker.Start();
        foreach (var worker in workers)
            worker.Join();
        sweep.Took = clock.Elapsed;
        return sweep;
    }

    public void Print(TextWriter text)
    {
        text.WriteLine(FormattableString.Invariant(
            $"{_count} seeds in {Took.TotalSeconds:0.0} s ({_count / Took.TotalSeconds:0.0} a second), {_steps:N0} steps, {_deaths:N0} processes killed, {TimeSpan.FromTicks(_virtualTicks).TotalHours:N0} h of virtual time"));
        foreach (var (law, checks) in _checks)
            text.WriteLine(FormattableString.Invariant($"  {law,-40} {checks,14:N0} checks  {_failed.Count(result => result.Broken.Any(broken => broken.Name == law)),6} broken"));
        text.WriteLine(FormattableString.Invariant($"  {"SameSeedSameTrace",-40} {_twice,14:N0} checks  {_unsteady.Count,6} broken"));
    }

    private void Take(Seed seed)
    {
        var result = seed.Run();
        if (seed.Number % TwiceEvery == 0)
        {
            Interlocked.Increment(ref _twice);
            if (seed.Run().TraceHash != result.TraceHash)
                _unsteady.Add(seed.ToString());
        }

        Interlocked.Increment(ref _count);
        Interlocked.Add(ref _steps, result.Steps);
        Interlocked.Add(ref _deaths, result.Deaths);
        Interlocked.Add(ref _virtualTicks, result.Elapsed.Ticks);
        lock (_checks)
        {
            foreach (var law in result.Laws)
                _checks[law.Name] = _checks.GetValueOrDefault(law.Name) + law.Checks;
        }

        if (!result.IsGreen)
            _failed.Add(result);
    }
}
