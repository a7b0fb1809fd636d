namespace PixCrawler.CrashTests;

/// <summary>A temporary folder that is deleted with everything in it.</summary>
internal sealed class Workspace : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("pixcrawl-crash-").FullName;

    public string Dataset => Path.Combine(Root, "dataset");

    public string Sub(string name) => Path.Combine(Root, name);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
