using PixCrawler.Simulation.World;

namespace PixCrawler.Simulation;

/// <summary>Makes a failing world simpler as long as it goes on breaking the same law.</summary>
internal static class Shrinker
{
    public static SimResult Shrink(SimResult failing)
    {
        var law = failing.Broken.First().Name;
        var drawn = new Seed(failing.Seed.Number).Swarm;
        var (best, world) = (failing, failing.Seed.Swarm);
        for (var shrunk = true; shrunk;)
        {
            shrunk = false;
            foreach (var simpler in world.Simpler())
            {
                var result = new Seed(failing.Seed.Number, SwarmText.Difference(drawn, simpler)).Run();
                if (result.Broken.All(broken => broken.Name != law))
                    continue;
                (best, world, shrunk) = (result, simpler, true);
                break;
            }
        }

        return best;
    }
}
