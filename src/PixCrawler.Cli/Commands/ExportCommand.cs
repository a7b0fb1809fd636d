using System.CommandLine;
using PixCrawler.Actors.Datasets.Stores;
using PixCrawler.Cli.Exports;
using PixCrawler.Cli.Hosting;
using PixCrawler.Cli.Rendering;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Operations;

namespace PixCrawler.Cli.Commands;

/// <summary><c>pixcrawl export</c>: a dataset in a layout that training tools load, as files or archive, in a folder or a store.</summary>
internal sealed class ExportCommand
{
    private readonly Argument<string> _output = new("OUT") { Description = "The dataset's folder; its job may have ended or not." };

    private readonly Option<ExportLayout> _layout = OptionKinds.Parsed("--layout", ExportChoice.Layout, "files",
        "How it is laid out: files, imagefolder (Hugging Face), webdataset (tar shards), coco, yolo, index (no images).", "LAYOUT");

    private readonly Option<ExportCompression> _archive = OptionKinds.Parsed("--archive", ExportChoice.Archive, "none",
        "Pack it: zip (stored), zip-deflate, tar.zst. Not for webdataset, whose shards are archives.", "KIND");

    private readonly Option<int> _level = OptionKinds.Value("--level", 10, "How hard tar.zst tries, 1 (fast) to 19 (small).", "N");

    private readonly Option<LabelFormat[]> _labels = new("--labels")
    {
        Description = "Label files to add, one per image and format: some of txt, json, csv, yaml, separated by commas. Default: none.",
        HelpName = "FORMATS",
        CustomParser = ExportChoice.Labels,
    };

    private readonly Option<ExportSplit?> _split = new("--split")
    {
        Description = "Shares of train, val and test, such as 0.8,0.1,0.1. A sample keeps its set when others are added. Default: all in train.",
        HelpName = "SHARES",
        CustomParser = ExportChoice.Split,
    };

    private readonly Option<string> _seed = OptionKinds.Value("--seed", "0", "Another seed gives another division.", "TEXT");

    private readonly Option<string?> _to = new("--to")
    {
        Description = "Where it goes: a folder, s3://BUCKET/PREFIX[?endpoint=URL&region=NAME], or azure://CONTAINER/PREFIX. Credentials: AWS_ACCESS_KEY_ID, "
            + "AWS_SECRET_ACCESS_KEY, AWS_REGION; AZURE_STORAGE_CONNECTION_STRING. Default: OUT/exports/NAME.",
        HelpName = "PLACE",
    };

    private readonly Option<StorageTier> _tier = OptionKinds.Parsed("--tier", ExportChoice.Tier, "hot",
        "How often what is put into a store will be read: hot, warm or cold.", "TIER");

    private readonly Option<TimeSpan?> _link = new("--link")
    {
        Description = "Show links by which anyone can download it from the store for so long, 1s to 7d, such as 12h. Default: none.",
        HelpName = "DURATION",
        CustomParser = ExportChoice.Duration,
    };

    private readonly Option<string?> _name = new("--name")
    {
        Description = "Name of the export, 1 to 64 of a-z 0-9 . _ -. Default: by layout and archive.",
        HelpName = "NAME",
    };

    private readonly ProcessOptions _process = new();
    private readonly ViewOptions _view = new();

    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var options = new ExportCommand();
        var command = options.Describe();
        command.SetAction((line, _) => RunAsync(options.Read(line), terminal, time));
        return command;
    }

    /// <summary>What a line of arguments asks for, where it is one.</summary>
    internal static ExportSettings Parse(params string[] args)
    {
        var options = new ExportCommand();
        return options.Read(options.Describe().Parse(args));
    }

    private Command Describe()
    {
        var command = new Command("export", "Export a dataset in a layout that training tools load, as files or archive, into a folder or a store.") { _output };
        Option[] all =
        [
            _layout, _archive, _level, _labels, _split, _seed, _to, _tier,
            _link, _name,
        ];
        foreach (var option in all)
            command.Add(option);
        _process.AddStoresTo(command);
        _view.AddTo(command);
        return command;
    }

    /// <summary>Reads what was asked for.</summary>
    private ExportSettings Read(ParseResult line)
    {
        var (layout, archive, to) = (line.GetValue(_layout), line.GetValue(_archive), line.GetValue(_to));
        var isStore = StoreOptions.IsStore(to);
        var specification = new ExportSpecification
        {
            Layout = layout,
            Compression = archive,
            ZstdLevel = line.GetValue(_level),
            Labels = line.GetValue(_labels) ?? [],
            Split = line.GetValue(_split) is { } split ? split with { Seed = line.GetValue(_seed)! } : null,
            Target = to is null || isStore ? to : Path.GetFullPath(to),
            Tier = line.GetValue(_tier),
        };
        var output = Path.GetFullPath(line.GetValue(_output)!);
        var view = _view.Read(line, new JobSpecification { Name = "", OutputFolder = output, Sources = [] }, _process.ReadStores(line));
        return new ExportSettings(
            output, line.GetValue(_name) ?? ExportChoice.NameOf(layout, archive), specification, view.Process, view.View, view.LogLevel)
        {
            Journal = _process.ReadJournal(line),
            Link = line.GetValue(_link),
        };
    }

    private static async Task<int> RunAsync(ExportSettings settings, Terminal terminal, TimeProvider time)
    {
        using var interrupts = new Interrupts(() => PixcrawlCommand.EndNow(terminal));
        using var logging = new Logging(terminal.Error, settings.LogLevel);
        var view = ExportView.Choose(settings, terminal, time);
        return await new ExportRunner(view, logging, time).RunAsync(settings, interrupts.Token);
    }
}
