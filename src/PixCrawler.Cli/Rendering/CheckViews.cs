using PixCrawler.Actors.Checks;
using PixCrawler.Cli.Commands;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Datasets.Reports;
using Spectre.Console;

namespace PixCrawler.Cli.Rendering;

/// <summary>What is seen of a check. Progress comes from several threads at once.</summary>
internal interface ICheckView : IProgress<FolderCheckProgress>
{
    /// <summary>Says why nothing was checked, and gives the exit code for it.</summary>
    int Refuse(string problem);

    /// <summary>Says what was found.</summary>
    void Show(FolderCheckRequest request, FolderCheckResult result);
}

/// <summary>Lets something happen every now and then, whoever asks how often.</summary>
internal sealed class NowAndThen(TimeProvider time, TimeSpan interval)
{
    private long _next = time.GetTimestamp();

    /// <summary>Whether it is time; the first time at once.</summary>
    public bool IsDue()
    {
        var (next, now) = (Interlocked.Read(ref _next), time.GetTimestamp());
        return now >= next && Interlocked.CompareExchange(ref _next, now + (long)(interval.TotalSeconds * time.TimestampFrequency), next) == next;
    }
}

/// <summary>A check for programs.</summary>
internal sealed class JsonCheckView(Terminal terminal, TimeProvider time) : ICheckView
{
    private readonly NowAndThen _tick = new(time, TimeSpan.FromSeconds(1));
    private readonly Lock _gate = new();

    public void Report(FolderCheckProgress value)
    {
        if (!_tick.IsDue())
            return;
        lock (_gate)
            JsonEventsContext.WriteLine(terminal.Out, new JsonCheckProgress(value.Step, value.Done, value.Total));
    }

    public int Refuse(string problem)
    {
        JsonEventsContext.WriteLine(terminal.Out, new JsonRejected([new FieldError("FOLDER", problem)]));
        return ExitCodes.Usage;
    }

    public void Show(FolderCheckRequest request, FolderCheckResult result) => JsonEventsContext.WriteLine(terminal.Out, new JsonChecked(
        request.Folder, result.IsSound, result.Images, result.Damaged, result.Reasons,
        [.. result.Named.Select(damage => new JsonDamage(damage.File, damage.Reason, damage.Detail))],
        [.. result.Duplicates.Select(duplicate => new JsonDuplicate(
            duplicate.File, duplicate.Twin, duplicate.Kind.ToString().ToLowerInvariant(), duplicate.DistanceBits, duplicate.Slot))],
        result.Removed));
}

/// <summary>A check for people.</summary>
internal sealed class HumanCheckView(Terminal terminal, TimeProvider time) : ICheckView
{
    private const int MostRows = 50;

    private readonly NowAndThen _tick = new(time, terminal.IsInteractive ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromSeconds(5));
    private readonly Lock _gate = new();
    private bool _hasDrawn;

    public void Report(FolderCheckProgress value)
    {
        if (!_tick.IsDue())
            return;
        var line = $"{value.Step}: {Figures.Count(value.Done)} of {Figures.Count(value.Total)}";
        lock (_gate)
        {
            // Drawn over the line before on a terminal; the first line of a short check is left out elsewhere.
            if (terminal.IsInteractive)
                terminal.Error.Write($"\r{line}   ");
            else if (_hasDrawn)
                terminal.Error.WriteLine(line);
            _hasDrawn = true;
        }
    }

    public int Refuse(string problem)
    {
        terminal.Error.WriteLine($"FOLDER: {SafeText.Line(problem)}");
        return ExitCodes.Usage;
    }

    public void Show(FolderCheckRequest request, FolderCheckResult result)
    {
        if (terminal.IsInteractive && _hasDrawn)
            terminal.Error.WriteLine();
        var console = terminal.Draw(noColor: false);
        terminal.Out.WriteLine($"{Figures.Count(result.Images)} images: {Figures.Count(result.Images - result.Damaged)} sound, {Figures.Count(result.Damaged)} damaged{Twice(request, result)}.");
        if (result.Damaged > 0)
        {
            console.Write(Reasons(result));
            console.Write(Table(["file", "reason", "found"], result.Named.Take(MostRows).Select(damage => new[] { damage.File, damage.Reason, damage.Detail })));
            More(result.Damaged - Math.Min(result.Named.Count, MostRows));
        }

        if (result.Duplicates.Count > 0)
        {
            console.Write(Table(["there twice", "in common", "kept"], result.Duplicates.Take(MostRows).Select(duplicate => new[]
            {
                duplicate.Slot is { } slot ? $"{duplicate.File} ({slot})" : duplicate.File,
                Common(duplicate),
                duplicate.Twin,
            })));
            More(result.Duplicates.Count - MostRows);
        }

        terminal.Out.WriteLine(result.IsSound ? "Nothing is wrong." : Advice(result));
    }

    private void More(int count)
    {
        if (count > 0)
            terminal.Out.WriteLine($"... and {Figures.Count(count)} more; --json names them.");
    }

    private static string Twice(FolderCheckRequest request, FolderCheckResult result) => request.Duplicates.Mode switch
    {
        DuplicateMode.Off => "",
        DuplicateMode.Remove => $", {Figures.Count(result.Duplicates.Count)} there twice, {Figures.Count(result.Removed)} of them removed",
        DuplicateMode.Quarantine => $", {Figures.Count(result.Duplicates.Count)} there twice, {Figures.Count(result.Removed)} of them moved to quarantine/",
        _ => $", {Figures.Count(result.Duplicates.Count)} there twice",
    };

    private static string Common(DuplicateFile duplicate) => duplicate.Kind switch
    {
        Contracts.Chunks.DuplicateKind.Url => "URL",
        Contracts.Chunks.DuplicateKind.Exact => "bytes",
        _ => $"look ({duplicate.DistanceBits} of 64 bits differ)",
    };

    private static string Advice(FolderCheckResult result) => result.Damaged > 0
        ? "Damaged images are best fetched again or left out."
        : "Use --duplicates remove or --duplicates quarantine to keep one of each.";

    private static Table Reasons(FolderCheckResult result) => Table(
        ["reason", "images", "meaning"],
        result.Reasons.OrderByDescending(reason => reason.Value)
            .Select(reason => new[] { reason.Key, Figures.Count(reason.Value), Meaning(reason.Key) }));

    private static string Meaning(string reason) => reason switch
    {
        "missing" => "A manifest names it, and it is not there.",
        "bytes-differ" => "Its bytes are not those that were judged.",
        "unreadable" => "It could not be read.",
        "name-invalid" => "A manifest names something that is no image of a dataset.",
        _ => ReasonTexts.For(reason).Explanation,
    };

    private static Table Table(string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
            table.AddColumn(column);
        foreach (var row in rows)
            table.AddRow([.. row.Select(SafeText.Markup)]);
        return table;
    }
}
