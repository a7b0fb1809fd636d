using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using PixCrawler.Contracts.Errors;
using PixCrawler.Datasets.Exports.Archives;

namespace PixCrawler.Datasets.Exports.Checks;

/// <summary>
/// Reads back what was written and compares names, order and hashes with the checksums. An archive is read once from front to back;
/// only zip's own directory is held in memory.
/// </summary>
internal sealed class ArchiveCheck(string sumsPath, bool sumsInside, Action<long> checkedBytes, CancellationToken cancellationToken)
{
    /// <exception cref="InfrastructureException">What is on the disk is not what was written.</exception>
    public void Tar(Stream content)
    {
        using var tar = new TarReader(content, leaveOpen: true);
        Compare(Members());

        IEnumerable<(string, Stream)> Members()
        {
            while (tar.GetNextEntry() is { } entry)
                yield return (entry.Name, entry.DataStream ?? Stream.Null);
        }
    }

    public void Zip(Stream content)
    {
        using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
        Compare(zip.Entries.Select(entry => (entry.FullName, entry.Open())));
    }

    public void Folder(string folder) => Compare(ChecksumFile.Read(sumsPath)
        .Select(sum => (sum.Name, (Stream)File.OpenRead(Path.Combine(folder, sum.Name)))), sumsInside: false);

    private void Compare(IEnumerable<(string Name, Stream Content)> members) => Compare(members, sumsInside);

    private void Compare(IEnumerable<(string Name, Stream Content)> members, bool sumsInside)
    {
        using var written = members.GetEnumerator();
        foreach (var sum in Expected(sumsInside))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!written.MoveNext())
                throw Wrong(sum.Name, "is missing");
            using var content = written.Current.Content;
            using var counted = new CountingStream(content);
            if (written.Current.Name != sum.Name || Convert.ToHexStringLower(SHA256.HashData(counted)) != sum.Sha256)
                throw Wrong(sum.Name, "differs");
            checkedBytes(counted.Count);
        }

        if (written.MoveNext())
            throw Wrong(written.Current.Name, "should not be there");
    }

    private IEnumerable<Checksum> Expected(bool sumsInside)
    {
        foreach (var sum in ChecksumFile.Read(sumsPath))
            yield return sum;
        if (!sumsInside)
            yield break;
        using var sums = File.OpenRead(sumsPath);
        yield return new Checksum(Convert.ToHexStringLower(SHA256.HashData(sums)), ChecksumFile.Name);
    }

    private static InfrastructureException Wrong(string name, string problem) => new(
        InfrastructureKind.Disk, $"'{name}' {problem} when the export is read back: check the disk, then export again.");

    private sealed class CountingStream(Stream inner) : OneWayStream
    {
        public long Count { get; private set; }

        public override bool CanRead => true;

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            Count += read;
            return read;
        }
    }
}
