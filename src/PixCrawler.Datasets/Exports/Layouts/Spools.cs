using PixCrawler.Datasets.Files;

namespace PixCrawler.Datasets.Exports.Layouts;

/// <summary>
/// Tables that grow with the dataset while its images are written: they wait in temporary files and are added behind the images.
/// </summary>
internal sealed class Spools(string folder) : IDisposable
{
    private readonly SortedDictionary<string, FileStream> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonLinesWriter> _lines = new(StringComparer.Ordinal);

    /// <summary>The spool of a table, created when it is asked for first.</summary>
    public FileStream this[string name]
    {
        get
        {
            if (!_open.TryGetValue(name, out var spool))
            {
                Directory.CreateDirectory(folder);
                spool = new FileStream(Path.Combine(folder, $"spool-{_open.Count}"), FileMode.Create, FileAccess.ReadWrite, FileShare.Read, 64 * 1024);
                _open.Add(name, spool);
            }

            return spool;
        }
    }

    /// <summary>A table of JSON lines; finished with its spool.</summary>
    public JsonLinesWriter Lines(string name)
    {
        if (!_lines.TryGetValue(name, out var lines))
            _lines.Add(name, lines = new JsonLinesWriter(new Unclosed(this[name])));
        return lines;
    }

    /// <summary>Copies a spool from its start.</summary>
    public void CopyTo(string name, Stream target)
    {
        var spool = this[name];
        spool.Position = 0;
        spool.CopyTo(target);
    }

    /// <summary>The path of a finished table.</summary>
    public string Finish(string name)
    {
        if (_lines.Remove(name, out var lines))
            lines.Dispose();
        var spool = this[name];
        spool.Flush();
        return spool.Name;
    }

    public void Dispose()
    {
        foreach (var spool in _open.Values)
            spool.Dispose();
    }

}
