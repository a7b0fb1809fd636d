namespace PixCrawler.Simulation;

/// <summary>Every seed that ever failed: <c>eng/sim-seeds.txt</c>, which every run replays.</summary>
internal static class RecordedSeeds
{
    public static IReadOnlyList<Seed> Read() =>
        [.. File.ReadLines(Path()).Select(Seed.Read).OfType<Seed>()];

    public static void Add(Seed seed, string law) =>
        File.AppendAllText(Path(), $"{seed.Number} {seed.Changes} # {law}\n");

    private static string Path()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = System.IO.Path.Combine(folder.FullName, "eng", "sim-seeds.txt");
            if (File.Exists(path))
                return path;
        }

        throw new FileNotFoundException("eng/sim-seeds.txt is not above the program; run it from the repository");
    }
}
