namespace PixCrawler.Actors.Checks;

/// <summary>Where images are put aside in a folder that is no dataset: each under the path it had.</summary>
internal static class Quarantine
{
    public const string Folder = "quarantine";

    public static void Take(string folder, string name)
    {
        var target = Path.Combine(folder, Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Move(Path.Combine(folder, name), target, overwrite: true);
    }
}
