using PixCrawler.Cli.Rendering;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Cli.Exports;

/// <summary>An export for people: a line a second, and a few at its end.</summary>
internal sealed class HumanExportView(Terminal terminal, bool isBrief, TimeProvider time) : ExportView(time)
{
    private readonly TimeProvider _time = time;

    public override void Started(ExportSettings settings)
    {
        if (!isBrief)
            terminal.Out.WriteLine($"Exporting {SafeText.Line(settings.Output)} to {SafeText.Line(settings.Specification.Target ?? Path.Combine(settings.Output, "exports", settings.Name))}");
    }

    public override void Ended(ExportReport report, int exitCode)
    {
        if (report.Result is not { } result)
        {
            terminal.Error.WriteLine($"{report.Status.ToString().ToLowerInvariant()}: {SafeText.Line(report.Cause?.Message ?? "the export was cancelled")}");
            return;
        }

        terminal.Out.WriteLine($"completed: {Figures.Count(result.Samples)} images, {Figures.Bytes(result.SampleBytes)}; {SafeText.Line(result.Location)}");
        if (isBrief)
            return;
        if (result.Splits.Count > 1)
            terminal.Out.WriteLine($"  {string.Join(", ", result.Splits.Select(split => $"{Figures.Count(split.Value)} {split.Key}"))}");
        foreach (var (reason, count) in result.LeftOut)
            terminal.Out.WriteLine($"  left out: {Figures.Count(count)} {SafeText.Line(reason)}");
        foreach (var file in result.Archives)
            terminal.Out.WriteLine($"  {file.Sha256}  {SafeText.Line(file.Name)} ({Figures.Bytes(file.Bytes)}{(file.Reused ? ", was there" : "")})");
        if (result.UploadedFiles > 0)
            terminal.Out.WriteLine($"  {Figures.Count(result.UploadedFiles)} files in the store, {Figures.Count(result.SkippedFiles)} were there, {Figures.Bytes(result.UploadedBytes)} sent");
    }

    public override void Links(IReadOnlyList<ExportLink> links)
    {
        foreach (var link in links)
            terminal.Out.WriteLine($"{SafeText.Line(link.File)} until {link.ExpiresAt:u}: {link.Url.AbsoluteUri}");
    }

    public override void Suspended(ExportSettings settings) =>
        terminal.Error.WriteLine("Stopped; what is whole stays. The same command goes on with it.");

    public override void Rejected(IReadOnlyList<FieldError> errors)
    {
        foreach (var error in errors)
            terminal.Error.WriteLine($"{SafeText.Line(error.Field)}: {SafeText.Line(error.Problem)}");
    }

    public override void Broken(string problem) => terminal.Error.WriteLine($"pixcrawl: {SafeText.Line(problem)}");

    protected override void Progress(ExportReport report)
    {
        if (!isBrief && Line(report) is { } line)
            terminal.Out.WriteLine(line);
    }

    private string? Line(ExportReport report)
    {
        if (report.RestartDueAt is { } due)
            return $"restart {report.Restarts + 1} in {Math.Max(0, Math.Ceiling((due - _time.GetUtcNow()).TotalSeconds))} s: {SafeText.Line(report.Cause?.Message ?? "")}";
        if (report.Progress is not { } progress)
            return null;
        var files = progress.TotalFiles > 0 ? $"{Figures.Count(progress.Files)} of {Figures.Count(progress.TotalFiles)}" : Figures.Count(progress.Files);
        var bytes = progress.TotalBytes > 0 ? $"{Figures.Bytes(progress.Bytes)} of {Figures.Bytes(progress.TotalBytes)}" : Figures.Bytes(progress.Bytes);
        return $"{progress.Stage.ToString().ToLowerInvariant()}: {files} files, {bytes}";
    }
}
