using PixCrawler.Contracts.Datasets;
using PixCrawler.Datasets.Exports.Samples;

namespace PixCrawler.Datasets.Exports;

/// <summary>Counts what an export does and tells it on.</summary>
internal sealed class ExportTally(SampleIndex index, IProgress<ExportProgress>? progress)
{
    private const int FilesPerReport = 64;

    private readonly SortedDictionary<DatasetSplit, long> _splits = [];
    private readonly Dictionary<string, long> _leftOut = new(index.LeftOut, StringComparer.Ordinal);
    private long _done;
    private long _doneBytes;
    private long _samples;
    private long _bytes;

    public bool HasDamaged => _leftOut.ContainsKey("damaged");

    public void Written(Sample sample)
    {
        _splits[sample.Split] = _splits.GetValueOrDefault(sample.Split) + 1;
        (_samples, _bytes) = (_samples + 1, _bytes + sample.Bytes);
        Report(ExportStage.Writing, 1, sample.Bytes);
    }

    public void LeftOut(Sample sample, string reason)
    {
        _leftOut[reason] = _leftOut.GetValueOrDefault(reason) + 1;
        Report(ExportStage.Writing, 1, sample.Bytes);
    }

    public void BeginChecking() => (_done, _doneBytes) = (0, 0);

    public void Checked(long bytes) => Report(ExportStage.Checking, 1, bytes);

    public ExportResult ToResult(IReadOnlyList<ExportedFile> archives)
    {
        progress?.Report(new ExportProgress(ExportStage.Writing, _samples, _samples, _bytes, _bytes));
        return new ExportResult
        {
            Samples = _samples,
            SampleBytes = _bytes,
            Splits = _splits,
            Categories = index.Categories.All.Count,
            LeftOut = new SortedDictionary<string, long>(_leftOut, StringComparer.Ordinal),
            Archives = archives,
        };
    }

    private void Report(ExportStage stage, long files, long bytes)
    {
        (_done, _doneBytes) = (_done + files, _doneBytes + bytes);
        if (_done % FilesPerReport == 0)
            progress?.Report(new ExportProgress(stage, _done, index.Samples, _doneBytes, index.Bytes));
    }
}
