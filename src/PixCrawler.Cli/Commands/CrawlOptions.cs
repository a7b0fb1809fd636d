using System.CommandLine;
using System.CommandLine.Parsing;
using PixCrawler.Cli.Exports;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Sources;

namespace PixCrawler.Cli.Commands;

/// <summary>The options of <c>crawl</c>, and what they mean for the job.</summary>
internal sealed class CrawlOptions
{
    private static readonly JobSpecification JobDefaults = new() { Name = "", OutputFolder = "", Sources = [] };
    private static readonly UrlListSource SourceDefaults = new("");

    private readonly Argument<string[]> _lists = new("LIST")
    {
        Description = "URL lists to crawl, in order; - for standard input. Text, CSV, TSV, JSON or JSON lines, each also gzip-compressed. "
            + "May be left out with --resume.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "Folder the dataset is written to. It is created; it must be empty, or --resume given.",
        HelpName = "OUT",
        Required = true,
    };

    private readonly Option<ListFormat> _format = OptionKinds.Parsed("--format", ParseFormat, "auto",
        "How the lists are written: auto (by the file name), text, csv, tsv, json, jsonl.", "FORMAT");

    private readonly Option<string> _urlColumn = OptionKinds.Value("--url-column", SourceDefaults.UrlColumn, "Column or JSON property that holds the URL.", "NAME");

    private readonly Option<string> _captionColumn = OptionKinds.Value("--caption-column", SourceDefaults.CaptionColumn, "Column that holds the caption; it may be absent.", "NAME");

    private readonly Option<string> _keyColumn = OptionKinds.Value("--key-column", SourceDefaults.KeyColumn, "Column that holds your own key of the sample; it may be absent.", "NAME");

    private readonly Option<string[]> _extraColumns = new("--extra-columns")
    {
        Description = "Further columns to carry into the manifest, separated by commas; * for all. Default: none.",
        HelpName = "NAMES",
    };

    private readonly Option<string?> _name = new("--name") { Description = "Name of the dataset, 1 to 100 characters. Default: the folder's name.", HelpName = "NAME" };

    private readonly Option<int?> _maxUrls = new("--max-urls") { Description = "Most URLs to take from the lists, 1 to 1,000,000,000. Default: all.", HelpName = "N" };

    private readonly Option<int> _chunkSlots = OptionKinds.Value("--chunk-slots", JobDefaults.ChunkSlots, "URLs in a chunk, the unit of work that is restarted as a whole, 1 to 500.", "N");

    private readonly Option<bool> _resume = new("--resume")
    {
        Description = "Go on with the job that was begun in OUT and has not ended; begin it where there is none. The job keeps its lists and image limits.",
    };

    private readonly ImageOptions _images = new();

    private readonly Option<ExportSpecification?> _export = new("--export")
    {
        Description = "Export what was kept once the crawl has ended, into OUT/exports: files, imagefolder, webdataset, coco, yolo or index, with :zip, :zip-deflate or :tar.zst "
            + "behind it to pack it. pixcrawl export has more to choose from. Default: none.",
        HelpName = "LAYOUT[:KIND]",
        CustomParser = ExportChoice.Short,
    };

    private readonly ProcessOptions _process = new();
    private readonly ViewOptions _view = new();

    /// <summary>Puts the options on a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_lists);
        Option[] options =
        [
            _output, _resume, _format, _urlColumn, _captionColumn, _keyColumn, _extraColumns, _name, _maxUrls, _chunkSlots, _export,
        ];
        foreach (var option in options)
            command.Add(option);
        _images.AddTo(command);
        _process.AddTo(command);
        _view.AddTo(command);
    }

    /// <summary>Reads what was asked for; figures are judged later, all at once.</summary>
    public CrawlSettings Read(ParseResult line)
    {
        var output = Path.GetFullPath(line.GetValue(_output)!);
        var job = new JobSpecification
        {
            Name = line.GetValue(_name) ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(output)),
            OutputFolder = output,
            Sources = [.. (line.GetValue(_lists) ?? []).Select(list => Source(list, line))],
            MaxUrls = line.GetValue(_maxUrls),
            ChunkSlots = line.GetValue(_chunkSlots),
        };
        return _view.Read(line, _images.Read(line, job), _process.Read(line)) with
        {
            Resume = line.GetValue(_resume),
            Journal = _process.ReadJournal(line),
            Export = line.GetValue(_export),
        };
    }

    private UrlListSource Source(string list, ParseResult line) => new(list)
    {
        Format = line.GetValue(_format),
        UrlColumn = line.GetValue(_urlColumn)!,
        CaptionColumn = line.GetValue(_captionColumn)!,
        KeyColumn = line.GetValue(_keyColumn)!,
        ExtraColumns =
        [
            .. (line.GetValue(_extraColumns) ?? [])
                .SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
        ],
    };

    private static ListFormat ParseFormat(ArgumentResult result) => Choice.Parse(result, "--format", new Dictionary<string, ListFormat>
    {
        ["auto"] = ListFormat.Auto,
        ["text"] = ListFormat.Text,
        ["csv"] = ListFormat.Csv,
        ["tsv"] = ListFormat.Tsv,
        ["json"] = ListFormat.Json,
        ["jsonl"] = ListFormat.JsonLines,
    });
}
