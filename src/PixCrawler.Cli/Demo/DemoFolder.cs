namespace PixCrawler.Cli.Demo;

/// <summary>Finds a folder for the demo's dataset.</summary>
internal static class DemoFolder
{
    private const string Name = "pixcrawl-demo";

    /// <summary>The first of pixcrawl-demo, pixcrawl-demo-2, ... that is not there or is empty.</summary>
    public static string Fresh(string parent)
    {
        for (var number = 1; ; number++)
        {
            var folder = Path.Combine(parent, number == 1 ? Name : $"{Name}-{number}");
            if (!File.Exists(folder) && (!Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any()))
                return folder;
        }
    }
}
