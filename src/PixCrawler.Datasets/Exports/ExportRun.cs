using System.Text;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Datasets.Exports.Archives;
using PixCrawler.Datasets.Exports.Cards;
using PixCrawler.Datasets.Exports.Checks;
using PixCrawler.Datasets.Exports.Labels;
using PixCrawler.Datasets.Exports.Layouts;
using PixCrawler.Datasets.Exports.Samples;

namespace PixCrawler.Datasets.Exports;

/// <summary>One export from its index to its result.</summary>
internal sealed class ExportRun(
    ExportRequest request,
    WorkFolder work,
    SampleIndex index,
    IZstandard zstandard,
    string inputs,
    IProgress<ExportProgress>? progress,
    CancellationToken cancellationToken)
{
    private readonly ExportOptions _options = request.Options;
    private readonly ExportTally _tally = new(index, progress);
    private readonly ImageBytes _images = new(request.DatasetFolder);

    public async Task<ExportResult> RunAsync()
    {
        using var spools = new Spools(Path.Combine(work.Temporary, "spools"));
        var context = new ExportContext(_options, index, new SampleTable(index), spools);
        return _options.Layout == ExportLayout.WebDataset
            ? await new ShardWriter(context, work, _images, _tally, inputs, cancellationToken).WriteAsync()
            : await WriteAsync(context);
    }

    private async Task<ExportResult> WriteAsync(ExportContext context)
    {
        using var sums = new ChecksumFile(Path.Combine(work.Temporary, "sums"));
        if (_options.Compression == ExportCompression.None)
        {
            using var folder = new FolderSink(work.Output, work.Files, sums);
            await FillAsync(context, folder);
            Check(null, sums);
            StaleFiles.Delete(work.Output, work.PreviousSums, sums.Path);
            File.Move(sums.Path, work.PreviousSums, overwrite: true);
            return _tally.ToResult([]);
        }

        var name = ArchiveName();
        if (work.Whole(name, inputs) is { } whole)
        {
            await CountAsync(LayoutOf(context));
            return _tally.ToResult([new ExportedFile(name, whole.Bytes, whole.Sha256, Reused: true)]);
        }

        var path = Path.Combine(work.Temporary, "archive");
        using (var archive = Open(path, sums))
        {
            await FillAsync(context, archive);
            archive.AddSums();
            archive.Complete();
        }

        Check(path, sums);
        var written = work.Publish(path, name, inputs, isComplete: !_tally.HasDamaged);
        work.DeleteOtherArchives([name]);
        work.Files.Write(Path.Combine(work.Output, name + ".sha256"), Encoding.UTF8.GetBytes(ChecksumFile.Line(written.Sha256, name) + "\n"));
        return _tally.ToResult([new ExportedFile(name, written.Bytes, written.Sha256, Reused: false)]);
    }

    private async Task CountAsync(ILayout layout)
    {
        await foreach (var sample in index.ReadAsync(cancellationToken))
        {
            if (layout.Refuses(sample) is { } reason)
                _tally.LeftOut(sample, reason);
            else
                _tally.Written(sample);
        }
    }

    private async Task FillAsync(ExportContext context, ExportSink sink)
    {
        var layout = LayoutOf(context);
        List<IExportPart> parts = [.. layout.Parts, new CardPart(context)];
        if (layout is FilesLayout)
            parts.Add(new CroissantPart(context));
        if (_options.Labels.Count > 0)
            parts.Add(new LabelFiles(context));
        await foreach (var sample in index.ReadAsync(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if ((layout.Refuses(sample) ?? Put(sample, layout.PathOf(sample), sink)) is { } reason)
            {
                _tally.LeftOut(sample, reason);
                continue;
            }

            foreach (var part in parts)
                part.Add(sample, layout.PathOf(sample) ?? sample.Source(), sink);
            _tally.Written(sample);
        }

        foreach (var part in parts)
            part.Finish(sink);
        if (sink is FolderSink)
            sink.Sums.Close();
    }

    private string? Put(Sample sample, string? path, ExportSink sink)
    {
        if (path is null || sink.Has(path, sample.Sha256, sample.Bytes))
            return null;
        if (_images.Read(sample) is not { } bytes)
            return "damaged";
        sink.Add(path, bytes, sample.Sha256);
        return null;
    }

    private void Check(string? archive, ChecksumFile sums)
    {
        if (!_options.Verify)
            return;
        _tally.BeginChecking();
        var check = new ArchiveCheck(sums.Path, archive is not null, _tally.Checked, cancellationToken);
        if (archive is null)
        {
            check.Folder(work.Output);
            return;
        }

        using var content = File.OpenRead(archive);
        if (_options.Compression != ExportCompression.TarZst)
        {
            check.Zip(content);
            return;
        }

        using var tar = zstandard.Decompress(content);
        check.Tar(tar);
    }

    private ILayout LayoutOf(ExportContext context) => _options.Layout switch
    {
        ExportLayout.ImageFolder => new ImageFolderLayout(context),
        ExportLayout.Coco => new CocoLayout(context),
        ExportLayout.Yolo => new YoloLayout(context),
        _ => new FilesLayout(context, hasImages: _options.Layout == ExportLayout.Files),
    };

    private ExportSink Open(string path, ChecksumFile sums) => _options.Compression == ExportCompression.TarZst
        ? new TarSink(path, sums, target => zstandard.Compress(target, _options.ZstdLevel))
        : new ZipSink(path, sums, deflate: _options.Compression == ExportCompression.ZipDeflate);

    private string ArchiveName() =>
        MemberName.Folder(_options.Name) + (_options.Compression == ExportCompression.TarZst ? ".tar.zst" : ".zip");
}
