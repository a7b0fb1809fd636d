namespace PixCrawler.Simulation.Engine;

/// <summary>
/// Chance out of one seed (SplitMix64): the same numbers on every machine and every runtime. Streams are split off by name, so that a
/// draw more in one place changes nothing in another.
/// </summary>
internal sealed class SimRandom(ulong state)
{
    private ulong _state = state;

    public SimRandom Split(string name)
    {
        var hash = 14695981039346656037UL ^ _state;
        foreach (var character in name)
            hash = (hash ^ character) * 1099511628211UL;
        return new SimRandom(hash);
    }

    public ulong Next()
    {
        var mixed = _state += 0x9E3779B97F4A7C15UL;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>From 0 to one less than the bound.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>From the least to the most, both included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double probability) => Fraction() < probability;

    public TimeSpan Milliseconds(int least, int most) => TimeSpan.FromMilliseconds(Between(least, most));

    public TimeSpan Seconds(double least, double most) =>
        TimeSpan.FromMilliseconds(Math.Round((least + (Fraction() * (most - least))) * 1000));

    public T Of<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];
}
