using System.Security.Cryptography;

namespace PixCrawler.Datasets.Exports.Archives;

/// <summary>
/// Where the files of an export go: a folder or an archive. Names are checked and checksums noted in one place, for all of them.
/// </summary>
/// <param name="sums">Takes the checksum of each file, in the order of writing.</param>
internal abstract class ExportSink(ChecksumFile sums) : IDisposable
{
    private readonly Dictionary<string, string> _hashes = new(StringComparer.Ordinal);

    /// <summary>The checksums noted so far.</summary>
    public ChecksumFile Sums => sums;

    /// <summary>Adds a file.</summary>
    /// <param name="name">Its path, with <c>/</c>.</param>
    /// <param name="bytes">What is in it.</param>
    /// <param name="sha256">The hash of its bytes where it is known already.</param>
    public void Add(string name, ArraySegment<byte> bytes, string? sha256 = null)
    {
        MemberName.ThrowIfUnsafe(name);
        using var content = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
        Write(name, content);
        sums.Add(sha256 ?? Convert.ToHexStringLower(SHA256.HashData(bytes)), name);
    }

    /// <summary>Adds a file that lies on the disk.</summary>
    public void AddFile(string name, string path)
    {
        MemberName.ThrowIfUnsafe(name);
        using var content = File.OpenRead(path);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        content.Position = 0;
        Write(name, content);
        sums.Add(hash, name);
        _hashes[name] = hash;
    }

    /// <summary>The hash of a table that was added by <see cref="AddFile"/>.</summary>
    public string HashOf(string name) => _hashes[name];

    /// <summary>Adds the list of checksums itself as the last file.</summary>
    public void AddSums()
    {
        sums.Close();
        using var content = File.OpenRead(sums.Path);
        Write(ChecksumFile.Name, content);
    }

    /// <summary>Whether a file is there already, whole and right; then it is noted and need not be added.</summary>
    public virtual bool Has(string name, string sha256, long bytes) => false;

    /// <summary>Ends the archive and makes it last.</summary>
    public abstract void Complete();

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Writes one file.</summary>
    /// <param name="name">A safe name.</param>
    /// <param name="content">A stream that knows its length.</param>
    protected abstract void Write(string name, Stream content);
}
