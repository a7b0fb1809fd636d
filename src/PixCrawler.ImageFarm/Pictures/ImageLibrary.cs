using System.Collections.Concurrent;
using System.Reflection;

namespace PixCrawler.ImageFarm.Pictures;

/// <summary>The image files under <c>/img/</c>: the embedded set, or the files of a folder. Read once each.</summary>
internal sealed class ImageLibrary(string? folder)
{
    private static readonly Assembly Home = typeof(ImageLibrary).Assembly;

    private readonly ConcurrentDictionary<string, FarmImage> _read = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Names { get; } =
        [.. (folder is null ? Home.GetManifestResourceNames() : Directory.GetFiles(folder).Select(file => Path.GetFileName(file)))
            .Order(StringComparer.Ordinal)];

    /// <summary>The file of this name; null when there is none.</summary>
    public FarmImage? Find(string name) => Names.Contains(name) ? _read.GetOrAdd(name, Read) : null;

    private FarmImage Read(string name)
    {
        using var file = folder is null ? Home.GetManifestResourceStream(name)! : File.OpenRead(Path.Combine(folder, name));
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return new FarmImage(bytes, FarmImage.ContentTypeOf(name));
    }
}
