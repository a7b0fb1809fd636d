namespace PixCrawler.Net.Tests.Support;

internal static class SourceTree
{
    /// <summary>All product source files, as paths relative to <c>src/</c>.</summary>
    public static IEnumerable<(string Path, string Text)> Files()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(root.FullName, "PixCrawler.Actors.sln")))
            root = root.Parent!;
        var source = System.IO.Path.Combine(root.FullName, "src");
        return Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Select(file => (System.IO.Path.GetRelativePath(source, file).Replace('\\', '/'), file))
            .Where(file => !file.Item1.Contains("/obj/", StringComparison.Ordinal) && !file.Item1.Contains("/bin/", StringComparison.Ordinal))
            .Select(file => (file.Item1, File.ReadAllText(file.file)));
    }
}
