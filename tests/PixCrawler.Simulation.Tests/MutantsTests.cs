namespace PixCrawler.Simulation.Tests;

/// <summary>The deliberately broken variants are only worth something as long as they can be made: <c>eng/run-mutants.sh</c> builds them by hand.</summary>
public sealed class MutantsTests
{
    private const int LeastMutants = 12;

    [Fact]
    public void EveryMutant_AppliesToTheSourceAsItIs()
    {
        var root = RepositoryRoot();
        var patches = Directory.GetFiles(Path.Combine(root, "eng", "mutants"), "*.patch");
        patches.Length.ShouldBeGreaterThanOrEqualTo(LeastMutants);
        patches.SelectMany(patch => Misfits(root, patch)).ShouldBeEmpty();
    }

    // What a hunk takes away or keeps has to be there, in one piece.
    private static IEnumerable<string> Misfits(string root, string patch)
    {
        var (source, expected) = ("", new List<string>());
        foreach (var line in File.ReadLines(patch).SkipWhile(line => !line.StartsWith("--- ", StringComparison.Ordinal)).Append("@@"))
        {
            if (line.StartsWith("--- ", StringComparison.Ordinal) || line.StartsWith("@@", StringComparison.Ordinal))
            {
                if (!source.Contains(string.Concat(expected), StringComparison.Ordinal))
                    yield return $"{Path.GetFileName(patch)} does not fit any more: {expected[0].Trim()}";
                expected.Clear();
            }

            if (line.StartsWith("--- a/", StringComparison.Ordinal))
                source = File.ReadAllText(Path.Combine(root, line["--- a/".Length..]));
            else if (line.Length > 0 && line[0] is ' ' or '-' && !line.StartsWith("--- ", StringComparison.Ordinal))
                expected.Add(line[1..] + '\n');
        }
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PixCrawler.Actors.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
