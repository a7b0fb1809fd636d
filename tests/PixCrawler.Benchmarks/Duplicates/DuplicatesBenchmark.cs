using System.Diagnostics;
using System.Globalization;
using PixCrawler.Domain.Duplicates;

namespace PixCrawler.Benchmarks.Duplicates;

/// <summary>The index of perceptual hashes at a million entries: time for an answer, memory for an entry, beside a look at every hash.</summary>
internal static class DuplicatesBenchmark
{
    private const int Entries = 1_000_000;
    private const int Queries = 20_000;

    public static void Run(TextWriter output)
    {
        output.WriteLine("| radius, bits | answer, µs | the slowest of a hundred, µs | adding, µs | bytes an entry | a look at every hash, µs |");
        output.WriteLine("|---:|---:|---:|---:|---:|---:|");
        foreach (var radius in new[] { 3, 6, 7, 8, 10 })
            Measure(output, radius);
        output.WriteLine();
        MeasureJob(output);
    }

    // A job's end as it is: every image with a URL, a content and a look of its own, but for one in ten.
    private static void MeasureJob(TextWriter output)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var random = new Random(2);
        var finder = new DuplicateFinder(new DuplicateRule());
        var look = default(PerceptualHash);
        for (var slot = 0; slot < Entries; slot++)
        {
            look = slot % 10 == 9 ? look : new PerceptualHash((ulong)random.NextInt64() << 1, (ulong)random.NextInt64() << 1);
            var content = new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64());
            finder.Add(new ImagePrint(new SlotPlace(slot / 500, slot % 500), content, random.Next(1, 1 << 24)) { Look = look, Url = (ulong)random.NextInt64() });
        }

        var prints = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Entries;
        var clock = Stopwatch.GetTimestamp();
        finder.Judge(int.MaxValue);
        var took = Stopwatch.GetElapsedTime(clock).TotalSeconds;
        var all = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Entries;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Entries:N0} images: {finder.Found().Count:N0} duplicates in {took:0.0} s, {prints:0} bytes an image before, {all:0} with all that is compared"));
    }

    private static void Measure(TextWriter output, int radius)
    {
        var random = new Random(1);
        var hashes = new ulong[Entries];
        foreach (ref var hash in hashes.AsSpan())
            hash = (ulong)random.NextInt64() << 1 ^ (ulong)random.NextInt64();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var index = new HammingIndex(radius);
        var clock = Stopwatch.GetTimestamp();
        foreach (var hash in hashes)
            index.Add(hash);
        var adding = Stopwatch.GetElapsedTime(clock).TotalMicroseconds / Entries;
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Entries;

        var found = new List<NearHash>();
        var times = new double[Queries];
        for (var query = 0; query < Queries; query++)
        {
            var hash = hashes[random.Next(Entries)] ^ (1UL << random.Next(64));
            clock = Stopwatch.GetTimestamp();
            index.FindNear(hash, found);
            times[query] = Stopwatch.GetElapsedTime(clock).TotalMicroseconds;
        }

        Array.Sort(times);
        clock = Stopwatch.GetTimestamp();
        const int Scans = 20;
        for (var scan = 0; scan < Scans; scan++)
            _ = hashes.Count(hash => System.Numerics.BitOperations.PopCount(hash ^ hashes[scan]) <= radius);
        var everyHash = Stopwatch.GetElapsedTime(clock).TotalMicroseconds / Scans;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {radius} | {times[Queries / 2]:0.0} | {times[Queries * 99 / 100]:0.0} | {adding:0.00} | {bytes:0.0} | {everyHash:0} |"));
        GC.KeepAlive(index);
    }
}
