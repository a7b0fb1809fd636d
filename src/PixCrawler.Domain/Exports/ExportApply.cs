using System.Collections.Immutable;
using PixCrawler.Contracts.Datasets;

namespace PixCrawler.Domain.Exports;

/// <summary>How events change a job's exports. Pure and total over the events of exports.</summary>
internal static class ExportApply
{
    /// <summary>Exports that a job remembers; beyond, the one that ended first is forgotten.</summary>
    private const int MaxRemembered = 64;

    public static ImmutableSortedDictionary<string, JobExport> Apply(
        this ImmutableSortedDictionary<string, JobExport> exports, IExportEvent exportEvent) => exportEvent switch
        {
            ExportStarted started => Forget(exports.Remove(started.Name)).Add(started.Name, new JobExport(started.Specification, started.At)),
            ExportRunStarted started => Change(exports, started.Name, export => export with
            {
                Run = started.Run,
                RestartDueAt = null,
                Cause = null,
            }),
            ExportRunFailed failed => Change(exports, failed.Name, export => export with
            {
                RestartDueAt = failed.RestartDueAt,
                Cause = failed.Cause,
                Uncounted = export.Uncounted + (failed.IsUncounted ? 1 : 0),
            }),
            ExportEnded ended => Change(exports, ended.Name, export => export with
            {
                Status = ended.Status,
                RestartDueAt = null,
                Cause = ended.Cause,
                Result = ended.Result,
                EndedAt = ended.At,
            }),
            _ => throw new ArgumentOutOfRangeException(nameof(exportEvent), exportEvent, "unknown event"),
        };

    private static ImmutableSortedDictionary<string, JobExport> Change(
        ImmutableSortedDictionary<string, JobExport> exports, string name, Func<JobExport, JobExport> change) =>
        exports.TryGetValue(name, out var export) ? exports.SetItem(name, change(export)) : exports;

    private static ImmutableSortedDictionary<string, JobExport> Forget(ImmutableSortedDictionary<string, JobExport> exports) =>
        exports.Count < MaxRemembered || exports.All(export => export.Value.IsOpen)
            ? exports
            : exports.Remove(exports.Where(export => !export.Value.IsOpen).MinBy(export => export.Value.EndedAt).Key);
}
