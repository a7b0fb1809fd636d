using PixCrawler.Cli.Commands;
using PixCrawler.Cli.Rendering;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Cli.Exports;

/// <summary>An export for programs: one JSON object a line, nothing else.</summary>
internal sealed class JsonExportView(TextWriter output, TimeProvider time) : ExportView(time)
{
    public override void Started(ExportSettings settings) => JsonEventsContext.WriteLine(
        output, new JsonExportStarted(settings.Name, settings.Output, settings.Specification.Target));

    public override void Ended(ExportReport report, int exitCode)
    {
        var result = report.Result;
        JsonEventsContext.WriteLine(output, new JsonExportEnded(
            report.Name, Lower(report.Status), exitCode, result?.Location, result?.Samples ?? 0, result?.SampleBytes ?? 0,
            result?.Splits ?? new Dictionary<string, long>(), result?.Categories ?? 0, result?.LeftOut ?? new Dictionary<string, long>(),
            result?.Archives ?? [], result?.UploadedFiles ?? 0, result?.SkippedFiles ?? 0, result?.UploadedBytes ?? 0, report.Restarts,
            report.Cause?.Message));
    }

    public override void Links(IReadOnlyList<ExportLink> links)
    {
        foreach (var link in links)
            JsonEventsContext.WriteLine(output, new JsonExportLink(link.File, link.Url.AbsoluteUri, link.ExpiresAt));
    }

    public override void Suspended(ExportSettings settings) =>
        JsonEventsContext.WriteLine(output, new JsonExportSuspended(ExitCodes.Suspended, settings.Name, settings.Output));

    public override void Rejected(IReadOnlyList<FieldError> errors) => JsonEventsContext.WriteLine(output, new JsonRejected(errors));

    public override void Broken(string problem) => JsonEventsContext.WriteLine(output, new JsonBroken(problem));

    protected override void Progress(ExportReport report)
    {
        var progress = report.Progress;
        JsonEventsContext.WriteLine(output, new JsonExportProgress(
            report.Name, progress is { } known ? Lower(known.Stage) : null, progress?.Files ?? 0, progress?.TotalFiles ?? 0, progress?.Bytes ?? 0,
            progress?.TotalBytes ?? 0, report.Restarts, report.RestartDueAt, report.Cause?.Message));
    }

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
