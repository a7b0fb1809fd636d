using System.Security.Cryptography;
using PixCrawler.Datasets.Files;

namespace PixCrawler.Datasets.Exports.Archives;

/// <summary>Files in a folder, each complete or absent. What an earlier run wrote is kept where it is right.</summary>
internal sealed class FolderSink(string folder, AtomicFiles files, ChecksumFile sums) : ExportSink(sums)
{
    private string? _lastFolder;

    public override bool Has(string name, string sha256, long bytes)
    {
        var file = new FileInfo(Path.Combine(folder, name));
        if (!file.Exists || file.Length != bytes)
            return false;
        using var content = file.OpenRead();
        if (Convert.ToHexStringLower(SHA256.HashData(content)) != sha256)
            return false;
        Sums.Add(sha256, name);
        return true;
    }

    public override void Complete()
    {
    }

    public override void Dispose()
    {
    }

    protected override void Write(string name, Stream content)
    {
        var target = Path.Combine(folder, name);
        var parent = Path.GetDirectoryName(target)!;
        if (parent != _lastFolder)
            Directory.CreateDirectory(parent);
        _lastFolder = parent;
        files.Write(target, content.CopyTo);
    }
}
