using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Datasets.Exports.Archives;
using PixCrawler.Datasets.Exports.Cards;
using PixCrawler.Datasets.Exports.Checks;
using PixCrawler.Datasets.Exports.Samples;
using PixCrawler.Datasets.Files;

namespace PixCrawler.Datasets.Exports.Layouts;

/// <summary>
/// WebDataset: <c>train-000000.tar</c> and so on. The members of a sample stand together and share its hash as their key, which has no
/// dot: the image, <c>.json</c> with all that is known, <c>.txt</c> with the caption and <c>.cls</c> with the number of the class.
/// </summary>
internal sealed class ShardWriter(
    ExportContext context, WorkFolder work, ImageBytes images, ExportTally tally, string inputs, CancellationToken cancellationToken)
{
    private readonly SortedDictionary<DatasetSplit, Plan> _plans = [];
    private readonly List<ExportedFile> _shards = [];
    private readonly CardPart _card = new(context);

    public async Task<ExportResult> WriteAsync()
    {
        await foreach (var sample in context.Index.ReadAsync(cancellationToken))
        {
            if (!_plans.TryGetValue(sample.Split, out var plan))
                _plans.Add(sample.Split, plan = new Plan());
            if (plan.IsFull(sample, context.Options))
                Write(sample.Split, plan);
            plan.Add(sample);
        }

        foreach (var (split, plan) in _plans.Where(pair => pair.Value.Samples.Count > 0))
            Write(split, plan);
        var shards = _shards.OrderBy(shard => shard.Name, StringComparer.Ordinal).ToList();
        work.DeleteOtherArchives(shards.Select(shard => shard.Name).ToHashSet(StringComparer.Ordinal));
        WriteTables(shards);
        return tally.ToResult(shards);
    }

    private void Write(DatasetSplit split, Plan plan)
    {
        var name = $"{SplitNames.Of(split)}-{plan.Number.ToString("D6", CultureInfo.InvariantCulture)}.tar";
        if (work.Whole(name, inputs) is { } whole)
        {
            plan.Samples.ForEach(Written);
            _shards.Add(new ExportedFile(name, whole.Bytes, whole.Sha256, Reused: true));
        }
        else
        {
            var written = Write(name, plan.Samples);
            _shards.Add(new ExportedFile(name, written.Bytes, written.Sha256, Reused: false));
        }

        plan.Next();
    }

    private WrittenArchive Write(string name, List<Sample> samples)
    {
        var path = Path.Combine(work.Temporary, name);
        using var sums = new ChecksumFile(path + ".sums");
        var isComplete = true;
        using (var tar = new TarSink(path, sums))
        {
            foreach (var sample in samples)
            {
                cancellationToken.ThrowIfCancellationRequested();
                isComplete &= Add(tar, sample);
            }

            tar.Complete();
        }

        sums.Close();
        if (context.Options.Verify)
        {
            using var content = File.OpenRead(path);
            new ArchiveCheck(sums.Path, sumsInside: false, _ => { }, cancellationToken).Tar(content);
        }

        return work.Publish(path, name, inputs, isComplete);
    }

    private bool Add(TarSink tar, Sample sample)
    {
        if (images.Read(sample) is not { } bytes)
        {
            tally.LeftOut(sample, "damaged");
            return false;
        }

        tar.Add(ExportContext.FileOf(sample), bytes, sample.Sha256);
        tar.Add($"{sample.Sha256}.json", Json(sample));
        if (sample.Caption is { } caption)
            tar.Add($"{sample.Sha256}.txt", Encoding.UTF8.GetBytes(caption));
        if (context.Index.Categories.Of(sample) is { } category)
            tar.Add($"{sample.Sha256}.cls", Encoding.UTF8.GetBytes(category.Id.ToString(CultureInfo.InvariantCulture)));
        Written(sample);
        return true;
    }

    private byte[] Json(Sample sample)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, JsonLines.WriterOptions(indented: false)))
            context.Table.WriteJson(json, sample, file: null);
        return buffer.WrittenSpan.ToArray();
    }

    private void Written(Sample sample)
    {
        tally.Written(sample);
        _card.Count(sample);
    }

    private void WriteTables(List<ExportedFile> shards)
    {
        using var sums = new ChecksumFile(Path.Combine(work.Temporary, "sums"));
        shards.ForEach(shard => sums.Add(shard.Sha256, shard.Name));
        using var folder = new FolderSink(work.Output, work.Files, sums);
        new CategoryFile(context.Index.Categories).Finish(folder);
        _card.Finish(folder);
        sums.Close();
        File.Move(sums.Path, work.PreviousSums, overwrite: true);
    }

    /// <summary>The next shard of a set. Its limits are met by what the manifests say, so that it is the same before a byte is read.</summary>
    private sealed class Plan
    {
        private long _bytes;

        public int Number { get; private set; }

        public List<Sample> Samples { get; } = [];

        public bool IsFull(Sample next, ExportOptions options) => Samples.Count > 0
            && (Samples.Count >= options.MaxSamplesPerShard || _bytes + next.Bytes > options.MaxBytesPerShard);

        public void Add(Sample sample)
        {
            Samples.Add(sample);
            _bytes += sample.Bytes;
        }

        public void Next()
        {
            Number++;
            Samples.Clear();
            _bytes = 0;
        }
    }
}
