namespace PixCrawler.ClusterTests;

/// <summary>The program in both flavours.</summary>
internal static class Builds
{
    private const string Variable = "PIXCRAWL_EMBEDDED";
    private const string Place = "src/PixCrawler.Cli/bin/Release/net10.0/pixcrawl.dll";

    /// <summary>On Akka.NET: built with these tests.</summary>
    public static string Akka { get; } = Path.Combine(AppContext.BaseDirectory, "pixcrawl.dll");

    /// <summary>On the embedded engine: built before, in the tree these tests belong to, or where the environment says.</summary>
    public static string Embedded =>
        (Environment.GetEnvironmentVariable(Variable) is { } named ? [named] : Folders().Select(folder => Path.Combine(folder, Place)))
        .FirstOrDefault(IsEmbedded)
        ?? throw new InvalidOperationException($"Build the other flavour first (dotnet build -c Release src/PixCrawler.Cli), or name its pixcrawl.dll in {Variable}.");

    private static bool IsEmbedded(string program) =>
        File.Exists(program) && File.Exists(Path.Combine(Path.GetDirectoryName(program)!, "PixCrawler.ActorEngine.dll"));

    private static IEnumerable<string> Folders()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            yield return folder;
    }
}
