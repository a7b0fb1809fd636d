using System.IO.Compression;

namespace PixCrawler.Datasets.Exports.Archives;

/// <summary>A zip with nothing in it that could differ: one time, one mode, members in the order of writing.</summary>
internal sealed class ZipSink : ExportSink
{
    private const int RegularFile = 0x8000;

    private readonly FileStream _file;
    private readonly ZipArchive _zip;
    private readonly CompressionLevel _level;

    public ZipSink(string path, ChecksumFile sums, bool deflate)
        : base(sums)
    {
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 128 * 1024);
        _zip = new ZipArchive(_file, ZipArchiveMode.Create, leaveOpen: true);
        _level = deflate ? CompressionLevel.Optimal : CompressionLevel.NoCompression;
    }

    public override void Complete()
    {
        _zip.Dispose();
        _file.Flush(flushToDisk: true);
        _file.Dispose();
    }

    public override void Dispose() => _file.Dispose();

    protected override void Write(string name, Stream content)
    {
        var entry = _zip.CreateEntry(name, _level);
        entry.LastWriteTime = new DateTimeOffset(TarSink.MemberTime.DateTime, TimeSpan.Zero);
        entry.ExternalAttributes = (RegularFile | (int)TarSink.MemberMode) << 16;
        using var target = entry.Open();
        content.CopyTo(target);
    }
}
