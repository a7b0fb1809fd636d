using System.Text;
using PixCrawler.Datasets.Exports.Archives;
using PixCrawler.Datasets.Exports.Samples;

namespace PixCrawler.Datasets.Exports.Layouts;

/// <summary><c>index.jsonl</c> and <c>index.csv</c>: one row per image, paths relative to the dataset's folder.</summary>
internal sealed class IndexTables : IExportPart
{
    public const string Jsonl = "index.jsonl";
    public const string CsvName = "index.csv";

    private readonly ExportContext _context;

    public IndexTables(ExportContext context)
    {
        _context = context;
        WriteCsv(context.Table.Columns.Select(column => column.Name));
    }

    public void Add(Sample sample, string path, ExportSink sink)
    {
        _context.Spools.Lines(Jsonl).Write(json => _context.Table.WriteJson(json, sample, path));
        WriteCsv(_context.Table.CsvFields(sample, path));
    }

    public void Finish(ExportSink sink)
    {
        sink.AddFile(Jsonl, _context.Spools.Finish(Jsonl));
        sink.AddFile(CsvName, _context.Spools.Finish(CsvName));
    }

    private void WriteCsv(IEnumerable<string> fields) => _context.Spools[CsvName].Write(Encoding.UTF8.GetBytes(Csv.Line(fields)));
}
