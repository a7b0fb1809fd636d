using System.Runtime.CompilerServices;

namespace PixCrawler.Actors.Tests.Architecture;

/// <summary>The repository's source files, found by this file's own place.</summary>
internal static class SourceTree
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../.."));

    /// <summary>Files below a folder, with paths relative to the root and <c>/</c>; what builds leave behind is not among them.</summary>
    public static IEnumerable<SourceFile> Files(string folder, string pattern = "*.cs") =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(path => (Full: path, Relative: Path.GetRelativePath(Root, path).Replace('\\', '/')))
            .Where(file => !file.Relative.Contains("/obj/", StringComparison.Ordinal) && !file.Relative.Contains("/bin/", StringComparison.Ordinal))
            .Select(file => new SourceFile(file.Relative, File.ReadAllText(file.Full)))
            .OrderBy(file => file.Path, StringComparer.Ordinal);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}

/// <summary>A source file.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    /// <summary>The name of the project it belongs to.</summary>
    public string Project => Path.Split('/')[1];

    public override string ToString() => Path;
}
