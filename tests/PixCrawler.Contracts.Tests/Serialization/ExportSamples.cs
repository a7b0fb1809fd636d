using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Operations;

namespace PixCrawler.Contracts.Tests.Serialization;

/// <summary>Every contract of exports; see <see cref="Samples"/>.</summary>
internal static class ExportSamples
{
    private static readonly DateTimeOffset At = new DateTimeOffset(2026, 11, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1_234_567);
    private static readonly JobId Job = new(new Guid("0123456789abcdef0123456789abcdef"));
    private static readonly FailureCause Cause = new(FailureKind.Infrastructure, "disk-full", "InfrastructureException", "The disk is full: free some space");

    private static readonly ExportSpecification Most = new()
    {
        Layout = ExportLayout.Coco,
        Compression = ExportCompression.TarZst,
        ZstdLevel = 19,
        Labels = [LabelFormat.Json, LabelFormat.Yaml],
        Split = new ExportSplit(0.7, 0.2, 0.1, "seed"),
        Target = "s3://bucket/prefix?endpoint=https://s3.example.org",
        Tier = StorageTier.Cold,
    };

    private static readonly ExportSummary Summary = new("/data/exports/coco")
    {
        Samples = 6_000_000_000,
        SampleBytes = 7_000_000_000,
        Splits = new Dictionary<string, long> { ["train"] = 4, ["val"] = 2 },
        Categories = 3,
        LeftOut = new Dictionary<string, long> { ["missing"] = 1 },
        Archives = [new ExportedFile("birds.tar.zst", 5, new string('a', 64), true)],
        UploadedFiles = 2,
        SkippedFiles = 1,
        UploadedBytes = 9,
    };

    public static (string Name, object Value)[] All =>
    [
        ("export.started.v1", new ExportStarted(Job, "coco", Most, At)),
        ("export.started.v1-least", new ExportStarted(Job, "files", new ExportSpecification(), At)),
        ("export.run-started.v1", new ExportRunStarted(Job, "coco", 2, At)),
        ("export.run-failed.v1", new ExportRunFailed(Job, "coco", 1, Cause, At.AddSeconds(60), At)),
        ("export.run-failed.v1-uncounted", new ExportRunFailed(Job, "coco", 1, Cause, At.AddSeconds(60), At) { IsUncounted = true }),
        ("export.ended.v1", new ExportEnded(Job, "coco", ExportStatus.Completed, Summary, null, At)),
        ("export.ended.v1-failed", new ExportEnded(Job, "coco", ExportStatus.Failed, null, Cause, At)),
        ("export.dataset.v1", new ExportDataset(Job, "coco", Most) { Refresh = true }),
        ("export.cancel.v1", new CancelExport(Job, "coco")),
        ("export.get-status.v1", new GetExportStatus(Job, "coco")),
        ("export.list.v1", new ListExports(Job)),
        ("export.listed.v1", new ExportList(Job, [new ExportReport(Job, "coco", ExportStatus.Completed), new ExportReport(Job, "files", ExportStatus.Running)])),
        ("export.link.v1", new LinkExport(Job, "coco", TimeSpan.FromHours(1))),
        ("export.accepted.v1", new ExportAccepted(Job, "coco")),
        ("export.rejected.v1", new ExportRejected(Job, "coco", [new FieldError("Layout", "is not a known layout")])),
        ("export.not-found.v1", new ExportNotFound(Job, "coco")),
        ("export.cancel-accepted.v1", new ExportCancelAccepted(Job, "coco")),
        ("export.report.v1", new ExportReport(Job, "coco", ExportStatus.Running)
        {
            Progress = new ExportProgress(ExportStage.Uploading, 1, 2, 3, 4), Result = Summary, Cause = Cause, RestartDueAt = At, Restarts = 1,
            StartedAt = At, EndedAt = At, IsSuspended = true,
        }),
        ("export.report.v1-least", new ExportReport(Job, "coco", ExportStatus.Cancelled)),
        ("export.links.v1", new ExportLinks(Job, "coco", [new ExportLink("birds.zip", new Uri("https://s3.example.org/birds.zip?sig=a%2Bb"), At)])),
    ];
}
