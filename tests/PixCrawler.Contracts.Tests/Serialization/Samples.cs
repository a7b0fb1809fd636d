using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Hosts;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Operations;
using PixCrawler.Contracts.Sources;
using PixCrawler.Contracts.Validation;

namespace PixCrawler.Contracts.Tests.Serialization;

/// <summary>Every contract at least once, by the name of its approved file; each optional field is set in one of them and null in another.</summary>
internal static class Samples
{
    private static readonly DateTimeOffset At = new DateTimeOffset(2026, 11, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1_234_567);
    private static readonly JobId Job = new(new Guid("0123456789abcdef0123456789abcdef"));
    private static readonly ChunkId Chunk = new(Job, 7);
    private static readonly WorkerId Worker = new(WorkerKind.Chunk, 7);
    private static readonly OperationId Operation = new(new Guid("fedcba9876543210fedcba9876543210"));
    private static readonly FailureCause Cause = new(FailureKind.Infrastructure, "disk-full", "InfrastructureException", "The disk is full: free some space");
    private static readonly Tally Some = new(1, 2, 3, 4, 5, 6_000_000_000, 7, new Dictionary<string, int> { ["too-small"] = 2, ["http-404"] = 4 });

    private static readonly JobSpecification Least = new() { Name = "least", OutputFolder = "/data/least", Sources = [new UrlListSource("-")] };

    private static readonly JobSpecification Most = new()
    {
        Name = "Köln <b>\"&'",
        OutputFolder = "C:\\data",
        Sources =
        [
            new UrlListSource("a.csv")
            {
                Format = ListFormat.Csv, UrlColumn = "u", CaptionColumn = "c", KeyColumn = "k", ExtraColumns = ["x", "*"],
            },
        ],
        UserId = "someone",
        MaxUrls = 1_000_000_000,
        ChunkSlots = 499,
        ValidationLevel = ValidationLevel.Slow,
        MinSidePixels = 2,
        MaxSidePixels = 65_535,
        MaxPixels = 999_999_999,
        Content = new ContentSpecification
        {
            Formats = ["jpg", "png"],
            RefusedFormats = ["gif"],
            MinBytes = 1,
            MaxBytes = 2,
            MaxAspectRatio = 2.5,
            RejectAnimated = true,
            UniformUpToLevels = 3,
            GreyUpToLevels = 4,
            MinBrightnessLevels = 5.5,
            MaxBrightnessLevels = 6.5,
            MinContrastLevels = 7.5,
            MinEntropyBits = 1.5,
            MinSharpness = 100,
            RejectBrokenColourProfile = true,
        },
        Transform = new TransformSpecification
        {
            Resize = ResizeKind.CenterCrop,
            SizePixels = 512,
            Enlarge = true,
            Format = EncodedFormat.WebP,
            Quality = 80,
            Lossless = true,
            Animation = AnimationRule.Keep,
            Metadata = MetadataRule.KeepWithoutLocation,
        },
        Deduplication = new DeduplicationSpecification { Mode = DuplicateMode.Quarantine, DifferenceBits = 5, FrequencyBits = 8 },
    };

    public static IEnumerable<(string Name, object Value)> All =>
    [
        .. JobEvents, .. ChunkEvents, .. ProcessEvents, .. OperationEvents, .. JobMessages, .. OperationCommands, .. OperationReplies,
        .. ExportSamples.All,
    ];

    private static (string, object)[] JobEvents =>
    [
        ("job.started.v1", new JobStarted(Job, Most, 4, At)),
        ("job.started.v1-least", new JobStarted(Job, Least, 1, At)),
        ("job.chunk-planned.v1", new ChunkPlanned(Job, 7, 1, 500, 2, At)),
        ("job.source-exhausted.v1", new SourceExhausted(Job, 1, 3, At)),
        ("job.worker-started.v1", new WorkerStarted(Job, Worker, 2, At)),
        ("job.worker-failed.v1", new WorkerFailed(Job, Worker, 1, Cause, At.AddSeconds(60), At) { IsPause = true }),
        ("job.worker-failed.v1-given-up", new WorkerFailed(Job, new WorkerId(WorkerKind.Discovery, 0), 4, Cause, null, At)),
        ("job.chunk-planned.v1-hashed", new ChunkPlanned(Job, 7, 1, 500, 2, At) { SourceHash = "0123456789abcdef" }),
        ("job.worker-interrupted.v1", new WorkerInterrupted(Job, Worker, 2, false, null, At)),
        ("job.worker-interrupted.v1-given-up", new WorkerInterrupted(Job, Worker, 2, true, Cause, At)),
        ("job.run-progressed.v1", new RunProgressed(Job, Worker, 2, At)),
        ("job.suspended.v1", new JobSuspended(Job, At)),
        ("job.reopened.v1", new JobReopened(Job, [0, 7], "http-503", At)),
        ("job.reopened.v1-all", new JobReopened(Job, [0, 7], null, At)),
        ("job.chunk-settled.v1", new ChunkSettled(Job, 7, Some, At)),
        ("job.deduplicated.v1", new DatasetDeduplicated(Job, new DuplicateCounts(1, 2, 3), [new DeduplicatedChunk(7, Some)], At)),
        ("job.cancel-requested.v1", new JobCancelRequested(Job, At)),
        ("job.ended.v1", new JobEnded(Job, JobStatus.Partial, Tally.Empty, At)),
    ];

    private static (string, object)[] ChunkEvents =>
    [
        ("chunk.run-started.v1", new ChunkRunStarted(Chunk, 2, 500, At)),
        ("chunk.reopened.v1", new ChunkReopened(Chunk, 6, 500, At)),
        ("chunk.attempt-claimed.v1", new AttemptClaimed(Chunk, 499, 3, At)),
        ("chunk.slot-settled.v1", new SlotSettled(Chunk, new Settlement(0, SettlementStatus.Kept, At)
        {
            Attempts = 1, HttpStatus = 200, FinalUrl = "https://example.org/bücher?a=1&b=2",
            Image = new StoredImage(new string('a', 64), "jpg", 640, 480, 12_345),
        })),
        ("chunk.slot-settled.v1-failed", new SlotSettled(Chunk, new Settlement(1, SettlementStatus.Failed, At.ToOffset(TimeSpan.FromHours(5.5)))
        {
            Attempts = 3, HttpStatus = 503, Reason = "http-503", Detail = "HTTP 503\nService Unavailable \U0001F600", Failure = FailureKind.Transient,
        })),
        ("chunk.slot-settled.v1-cancelled", new SlotSettled(Chunk, new Settlement(2, SettlementStatus.Cancelled, At) { Reason = "cancelled" })),
    ];

    private static (string, object)[] ProcessEvents =>
    [
        ("registry.job-registered.v1", new JobRegistered(Job, At)),
        ("registry.job-closed.v1", new JobClosed(Job, At)),
        ("host.pause-set.v1", new HostPauseSet("example.org", At.AddMinutes(5), At)),
    ];

    private static (string, object)[] OperationEvents =>
    [
        ("operation.started.v1", new OperationStarted(Operation, new CheckAll(Operation, "/data") { JobId = Job, Action = DuplicateAction.Remove }, At)),
        ("operation.run-started.v1", new OperationRunStarted(Operation, 1, At)),
        ("operation.overdue.v1", new OperationOverdue(Operation, 1, At)),
        ("operation.run-failed.v1", new OperationRunFailed(Operation, 1, Cause, At.AddSeconds(60), At)),
        ("operation.ended.v1", new OperationEnded(Operation, new OperationSucceeded(Operation, new LabelsGenerated(["a.txt"])), At)),
        ("operation.ended.v1-timed-out", new OperationEnded(Operation, new OperationTimedOut(Operation, OperationLimit.Hard, 600), At)),
        ("operation.ended.v1-failed", new OperationEnded(Operation, new OperationFailed(Operation, Cause, 3), At)),
        ("operation.ended.v1-cancelled", new OperationEnded(Operation, new OperationCancelled(Operation), At)),
    ];

    private static (string, object)[] JobMessages =>
    [
        ("job.submit.v1", new SubmitJob(Job, Least)),
        ("job.cancel.v1", new CancelJob(Job)),
        ("job.get-status.v1", new GetJobStatus(Job)),
        ("job.log-state.v1", new LogState(Job)),
        ("job.retry-failed.v1", new RetryFailed(Job, "http-503")),
        ("job.retry-failed.v1-all", new RetryFailed(Job)),
        ("job.retry-accepted.v1", new RetryAccepted(Job, 3)),
        ("job.retry-refused.v1", new RetryRefused(Job, "nothing failed")),
        ("job.accepted.v1", new JobAccepted(Job)),
        ("job.rejected.v1", new JobRejected(Job, [new FieldError("Name", "give the dataset a name")])),
        ("job.cancel-accepted.v1", new CancelAccepted(Job)),
        ("job.state-logged.v1", new StateLogged(Job)),
        ("job.not-found.v1", new JobNotFound(Job)),
        ("job.report.v1-least", new JobReport(Job, JobStatus.Pending, Tally.Empty)),
        ("job.report.v1", new JobReport(Job, JobStatus.Running, Some)
        {
            Name = "birds", PlannedSlots = 20, PlanComplete = true, Progress = 0.1, Chunks = 2, ChunksSettled = 1, ChunksFailed = 1,
            BadRows = 3, Restarts = 4, Duplicates = new DuplicateCounts(1, 2, 3), StartedAt = At, EndedAt = At.AddHours(1), Problem = "no", Paused = "yes", IsSuspended = true,
            Retries = [new PendingRetry(Chunk, 1, "https://example.org", 2, 3, "http-503", At)],
            HostPauses = [new HostPause("example.org", At, "retry-after")],
            Restarting = [new PendingRestart("chunk-7", 1, 3, "disk-full", At) { IsPause = true }],
        }),
    ];

    private static (string, object)[] OperationCommands =>
    [
        ("operation.download-from-source.v1", new DownloadFromSource(Operation, "bing", "cat", "/data") { MaxImages = 7, Variations = ["kitten"], UserId = "me" }),
        ("operation.generate-keywords.v1", new GenerateKeywords(Operation, ["cat"]) { Count = 3, Model = "m" }),
        ("operation.generate-labels.v1", new GenerateLabels(Operation, "/data", [LabelFormat.Csv, LabelFormat.Yaml])),
        ("operation.check-duplicates.v1", new CheckDuplicates(Operation, "/data")),
        ("operation.check-integrity.v1", new CheckIntegrity(Operation, "/data") { MaxNamed = 5 }),
        ("operation.check-all.v1", new CheckAll(Operation, "/data") { JobId = Job }),
        ("operation.validate-image-file.v1", new ValidateImageFile(Operation, "a.png", ValidationLevel.Medium) { ImageId = "i" }),
        ("operation.cancel.v1", new CancelOperation(Operation)),
        ("operation.get-status.v1", new GetOperationStatus(Operation)),
    ];

    private static (string, object)[] OperationReplies =>
    [
        ("operation.cancel-accepted.v1", new OperationCancelAccepted(Operation)),
        ("operation.not-found.v1", new OperationNotFound(Operation)),
        ("operation.report.v1", new OperationReport(Operation, OperationKind.CheckAll, OperationPhase.Restarting, 2) { RestartDueAt = At, Cause = Cause }),
        ("operation.rejected.v1", new OperationRejected(Operation, [new FieldError("DatasetFolder", "name the folder")])),
        ("operation.refused.v1", new OperationRefused(Operation, TimeSpan.FromSeconds(1.5))),
        ("operation.succeeded.v1", Success(new ImageFileValidated(true, null, null) { Level = ValidationLevel.Medium, Format = "png", WidthPixels = 1, HeightPixels = 2, Bytes = 3, Sha256 = "ab" })),
        ("operation.succeeded.v1-rejected", Success(new ImageFileValidated(false, "too-small", "1 pixel"))),
        ("operation.succeeded.v1-download", Success(new SourceDownloaded("bing", "cat", Some, 2))),
        ("operation.succeeded.v1-keywords", Success(new KeywordsGenerated(["cat", "kitten"], "predefined-variations"))),
        ("operation.succeeded.v1-duplicates", Success(new DuplicatesChecked(4, [["a", "b"], ["c", "d"]], 2))),
        ("operation.succeeded.v1-integrity", Success(new IntegrityChecked(2, 1, 1, [new DamagedFile("a", "missing", "is not there")]))),
        ("operation.succeeded.v1-all", Success(new AllChecked(new IntegrityChecked(0, 0, 0, []), new DuplicatesChecked(0, [], 0)))),
        ("operation.succeeded.v1-labels", Success(new LabelsGenerated([]))),
        ("operation.failed.v1", new OperationFailed(Operation, Cause, 3)),
        ("operation.timed-out.v1", new OperationTimedOut(Operation, OperationLimit.Soft, 60)),
        ("operation.cancelled.v1", new OperationCancelled(Operation)),
    ];

    private static OperationSucceeded Success(OperationResult result) => new(Operation, result);
}
