using System.Formats.Tar;

namespace PixCrawler.Datasets.Exports.Archives;

/// <summary>
/// A tar of plain entries (POSIX ustar) with nothing in it that could differ: no owner, one time, one mode. The PAX format of
/// System.Formats.Tar would put the process's number into names.
/// </summary>
internal sealed class TarSink : ExportSink
{
    /// <summary>The time of every member of every archive: the earliest that zip can hold.</summary>
    public static readonly DateTimeOffset MemberTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>rw-r--r--</summary>
    public const UnixFileMode MemberMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly Stream _target;
    private readonly FileStream _file;
    private readonly TarWriter _tar;

    /// <param name="path">The file to create.</param>
    /// <param name="sums">Takes the checksums.</param>
    /// <param name="compress">Puts a compressor before the file; null for a plain tar.</param>
    public TarSink(string path, ChecksumFile sums, Func<Stream, Stream>? compress = null)
        : base(sums)
    {
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 128 * 1024);
        _target = compress?.Invoke(_file) ?? _file;
        _tar = new TarWriter(_target, TarEntryFormat.Ustar, leaveOpen: true);
    }

    public override void Complete()
    {
        _tar.Dispose();
        if (_target != _file)
            _target.Dispose();
        _file.Flush(flushToDisk: true);
        _file.Dispose();
    }

    public override void Dispose() => _file.Dispose();

    protected override void Write(string name, Stream content) => _tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name)
    {
        DataStream = content,
        ModificationTime = MemberTime,
        Mode = MemberMode,
        Uid = 0,
        Gid = 0,
        UserName = "",
        GroupName = "",
    });
}
