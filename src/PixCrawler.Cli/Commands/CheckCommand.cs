using System.CommandLine;
using PixCrawler.Actors.Checks;
using PixCrawler.Actors.Hosting;
using PixCrawler.Cli.Home;
using PixCrawler.Cli.Hosting;
using PixCrawler.Cli.Rendering;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Validation;

namespace PixCrawler.Cli.Commands;

/// <summary><c>pixcrawl check</c>: whether the images of a folder are sound, and whether they are there twice.</summary>
internal static class CheckCommand
{
    private static readonly Argument<string> Folder = new("FOLDER") { Description = "A dataset, or any folder with images in it or below it." };

    // A level that is null means that images are not looked at.
    private static readonly Option<(ValidationLevel? Level, bool IsSaid)> Level = new("--level")
    {
        Description = "How closely images are looked at: none (files are only held against a dataset's manifests), fast, medium or slow; the latter two need libvips. [default: medium]",
        HelpName = "LEVEL",
        CustomParser = result => Choice.Parse(result, "--level", new Dictionary<string, (ValidationLevel?, bool)>
        {
            ["none"] = (null, true),
            ["fast"] = (ValidationLevel.Fast, true),
            ["medium"] = (ValidationLevel.Medium, true),
            ["slow"] = (ValidationLevel.Slow, true),
        }),
    };

    private static readonly Option<DuplicateMode?> Duplicates = new("--duplicates")
    {
        Description = "What becomes of images that are there twice, by their bytes or look: off, report, remove, quarantine (moved to FOLDER/quarantine). The largest is kept. [default: report]",
        HelpName = "MODE",
        CustomParser = result => Choice.Parse(result, "--duplicates", DuplicateOptions.Words),
    };

    private static readonly Option<bool> ExactOnly = new("--exact-only") { Description = "Only equal bytes make duplicates, not looks: needs no decoder." };

    private static readonly Option<int> MaxNamed = new("--max-named")
    {
        Description = "Most damaged files to name; all are counted. 0 to 100,000.",
        HelpName = "N",
        DefaultValueFactory = _ => 1000,
        Validators =
        {
            result =>
            {
                if (result.GetValueOrDefault<int>() is < 0 or > 100_000)
                    result.AddError("--max-named: must be from 0 to 100,000");
            },
        },
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Write JSON, one object a line: progress, and the result at the end." };

    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var command = new Command(
            "check", "Find damaged images and images that are there twice, in a dataset or any folder. Exit 0 when nothing is wrong, 2 when something is, 64 when nothing could be checked.")
        {
            Folder, Level, Duplicates, ExactOnly, MaxNamed, Json,
        };
        command.SetAction((line, _) => RunAsync(Read(line), line.GetValue(Json), terminal, time));
        return command;
    }

    private static FolderCheckRequest Read(ParseResult line) => new(Path.GetFullPath(line.GetValue(Folder)!))
    {
        Level = line.GetValue(Level) is { IsSaid: true } said ? said.Level : ValidationLevel.Medium,
        Duplicates = new DeduplicationSpecification
        {
            Mode = line.GetValue(Duplicates) ?? DuplicateMode.Report,
            ExactOnly = line.GetValue(ExactOnly),
        },
        MaxNamed = line.GetValue(MaxNamed),
    };

    private static async Task<int> RunAsync(FolderCheckRequest request, bool json, Terminal terminal, TimeProvider time)
    {
        using var interrupts = new Interrupts(() => PixcrawlCommand.EndNow(terminal));
        ICheckView view = json ? new JsonCheckView(terminal, time) : new HumanCheckView(terminal, time);
        var home = new DatasetHome(request.Folder);
        var changes = request.Duplicates.Mode is DuplicateMode.Remove or DuplicateMode.Quarantine;
        using var claim = changes && home.HasJob ? home.TryLock() : null;
        if (changes && home.HasJob && claim is null)
            return view.Refuse($"process {home.Worker()} works on this dataset; wait for it, or only look (--duplicates report)");
        try
        {
            var result = await FolderCheck.RunAsync(request, new PixCrawlerOptions(), time, view, interrupts.Token);
            view.Show(request, result);
            return result.IsSound ? ExitCodes.Complete : ExitCodes.Partial;
        }
        catch (OperationCanceledException) when (interrupts.Token.IsCancellationRequested)
        {
            return ExitCodes.Cancelled;
        }
        catch (CrawlException error)
        {
            return view.Refuse(error.Message);
        }
    }
}
