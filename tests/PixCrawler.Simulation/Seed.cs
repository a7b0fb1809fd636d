using System.Globalization;
using PixCrawler.Simulation.Engine;
using PixCrawler.Simulation.World;

namespace PixCrawler.Simulation;

/// <summary>What to run: a seed, and how its world is changed from the one it draws.</summary>
internal sealed record Seed(ulong Number, string Changes = "")
{
    public Swarm Swarm => Swarm.Draw(new SimRandom(Number).Split("swarm")).With(Changes);

    /// <summary>The command line that replays it.</summary>
    public string CommandLine => $"dotnet run -c Release --project tests/PixCrawler.Simulation -- --seed {ToString()} --trace";

    public SimResult Run(TextWriter? text = null) => Simulation.Run(this, text);

    /// <summary>Reads a line of <c>eng/sim-seeds.txt</c>: the number, the changes if any, and a remark behind <c>#</c>.</summary>
    /// <returns>The seed; null for a line without one.</returns>
    public static Seed? Read(string line)
    {
        var parts = line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 0 ? null : new Seed(ulong.Parse(parts[0], CultureInfo.InvariantCulture), parts.Length > 1 ? parts[1] : "");
    }

    public override string ToString() => Changes.Length == 0 ? $"{Number}" : $"{Number} --with {Changes}";
}
