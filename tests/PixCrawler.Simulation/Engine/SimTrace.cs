using System.Globalization;

namespace PixCrawler.Simulation.Engine;

/// <summary>What happened, as a hash of everything, and as text where somebody wants to read it.</summary>
internal sealed class SimTrace(TextWriter? text)
{
    private ulong _hash = 14695981039346656037UL;

    public ulong Hash => _hash;

    public bool IsReadable => text is not null;

    /// <summary>Takes a figure into the hash.</summary>
    public void Mix(long value)
    {
        _hash = (_hash ^ (ulong)value) * 1099511628211UL;
        _hash ^= _hash >> 29;
    }

    /// <summary>Takes a line into the hash and writes it down.</summary>
    public void Line(TimeSpan at, string who, string what)
    {
        Mix(at.Ticks);
        foreach (var character in who)
            Mix(character);
        foreach (var character in what)
            Mix(character);
        Write(at, who, what);
    }

    /// <summary>Writes a line down that says nothing new to the hash.</summary>
    public void Write(TimeSpan at, string who, string what) =>
        text?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{at.TotalSeconds,12:0.000}  {who,-8} {what}"));
}
