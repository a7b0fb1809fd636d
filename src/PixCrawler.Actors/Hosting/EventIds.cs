namespace PixCrawler.Actors.Hosting;

/// <summary>
/// The stable numbers of log lines, as the property <c>EventId</c>: 1000s jobs, 2000s chunks, 3000s downloads, 4000s validation, 5000s operations,
/// 6000s politeness, 7000s the service, 8000s exports. The table in docs/LOGGING_GUIDE.md lists them.
/// A number is never used for something else.
/// </summary>
public static class EventIds
{
    /// <summary>A job was accepted.</summary>
    public const int JobAccepted = 1000;

    /// <summary>A job was not accepted.</summary>
    public const int JobRejected = 1001;

    /// <summary>The sources are exhausted, the plan is whole.</summary>
    public const int PlanComplete = 1002;

    /// <summary>The caller wants the job to end.</summary>
    public const int CancelRequested = 1003;

    /// <summary>A job has ended.</summary>
    public const int JobEnded = 1004;

    /// <summary>A worker failed and will run again.</summary>
    public const int WorkerRestart = 1005;

    /// <summary>A worker failed for good.</summary>
    public const int WorkerGivenUp = 1006;

    /// <summary>A job's supervisor itself failed.</summary>
    public const int SupervisorFailed = 1007;

    /// <summary>A worker waits for room on the disk.</summary>
    public const int JobPaused = 1008;

    /// <summary>There is room on the disk again.</summary>
    public const int JobGoesOn = 1009;

    /// <summary>A job's figures, on request and now and then.</summary>
    public const int JobState = 1010;

    /// <summary>Something happened to a job; every event of its journal.</summary>
    public const int JobTransition = 1011;

    /// <summary>A worker failed with an error nobody foresaw.</summary>
    public const int WorkerUnexpected = 1012;

    /// <summary>What discovery does, on request.</summary>
    public const int DiscoveryState = 1013;

    /// <summary>What packaging does, on request.</summary>
    public const int PackagingState = 1014;

    /// <summary>A job goes on after its process ended.</summary>
    public const int JobResumed = 1015;

    /// <summary>A job is being brought to rest, or is at rest, because its process ends.</summary>
    public const int JobSuspended = 1016;

    /// <summary>An ended job goes on with what failed.</summary>
    public const int JobReopened = 1017;

    /// <summary>A worker is given up because the process ended again and again.</summary>
    public const int WorkerInterrupted = 1018;

    /// <summary>A job's supervisor failed and will be started again.</summary>
    public const int SupervisorRestart = 1019;

    /// <summary>Another process goes on with a job.</summary>
    public const int JobTakenOver = 1020;

    /// <summary>A snapshot could not be written or deleted.</summary>
    public const int SnapshotFailed = 1021;

    /// <summary>The account of a chunk that is given up or cancelled could not be written, and is tried again.</summary>
    public const int ChunkNotClosed = 1022;

    /// <summary>Images that are there twice have been dealt with.</summary>
    public const int DatasetDeduplicated = 1023;

    /// <summary>What deduplication does, on request.</summary>
    public const int DeduplicationState = 1024;

    /// <summary>A chunk's run began.</summary>
    public const int ChunkStarted = 2000;

    /// <summary>Every slot of a chunk is settled.</summary>
    public const int ChunkSettled = 2001;

    /// <summary>A slot is settled.</summary>
    public const int SlotSettled = 2002;

    /// <summary>A chunk's figures, on request.</summary>
    public const int ChunkState = 2003;

    /// <summary>An attempt was taken out of a slot's budget.</summary>
    public const int AttemptClaimed = 2004;

    /// <summary>A slot's last attempt is made alone, for its runs were cut off again and again.</summary>
    public const int SlotAlone = 2005;

    /// <summary>An attempt failed; another will be made.</summary>
    public const int AttemptFailed = 3000;

    /// <summary>A download failed for good.</summary>
    public const int DownloadFailed = 3001;

    /// <summary>A host's or credential's circuit opened, closed, or lets a trial through.</summary>
    public const int CircuitChanged = 3002;

    /// <summary>A call to a provider has ended.</summary>
    public const int CallEnded = 3003;

    /// <summary>The bytes are there.</summary>
    public const int DownloadSucceeded = 3010;

    /// <summary>A download was given up with its run, because the job or the chunk ended.</summary>
    public const int DownloadCancelled = 3011;

    /// <summary>How the process's places to download in stand, on request.</summary>
    public const int PlacesState = 3012;

    /// <summary>An image could not be judged because of an error nobody foresaw.</summary>
    public const int Undecodable = 4000;

    /// <summary>An image was judged.</summary>
    public const int ImageValidated = 4001;

    /// <summary>How a job's validation queue stands, on request.</summary>
    public const int ValidationState = 4002;

    /// <summary>An image lies in the dataset.</summary>
    public const int ImageStored = 4003;

    /// <summary>What a validator does, on request.</summary>
    public const int ValidatorState = 4004;

    /// <summary>An operation was begun.</summary>
    public const int OperationStarted = 5000;

    /// <summary>An operation is done.</summary>
    public const int OperationSucceeded = 5001;

    /// <summary>An operation failed and will run again.</summary>
    public const int OperationRestart = 5002;

    /// <summary>An operation failed for good.</summary>
    public const int OperationFailed = 5003;

    /// <summary>An operation reached its soft limit and is asked to stop.</summary>
    public const int OperationOverdue = 5004;

    /// <summary>An operation ended because it took too long.</summary>
    public const int OperationTimedOut = 5005;

    /// <summary>An operation was cancelled by its caller.</summary>
    public const int OperationCancelled = 5006;

    /// <summary>An operation was not accepted.</summary>
    public const int OperationRejected = 5007;

    /// <summary>An operation was refused because too many wait.</summary>
    public const int OperationRefused = 5008;

    /// <summary>A host is left alone for a while.</summary>
    public const int HostPaused = 6000;

    /// <summary>A host is given up: its URLs fail at once for now.</summary>
    public const int HostGivenUp = 6001;

    /// <summary>A site's robots.txt could not be read.</summary>
    public const int SiteRulesUnknown = 6002;

    /// <summary>A host's circuit opened or closed.</summary>
    public const int HostCircuitChanged = 6003;

    /// <summary>A host is asked more slowly, for it is overloaded or slow.</summary>
    public const int HostSlowed = 6004;

    /// <summary>A wish of sites is not respected, by option.</summary>
    public const int WishIgnored = 6005;

    /// <summary>How a host's gate stands, on request.</summary>
    public const int HostState = 6006;

    /// <summary>A site's file was asked for.</summary>
    public const int SiteFileRead = 6007;

    /// <summary>A host's gate itself failed.</summary>
    public const int HostGateFailed = 6008;

    /// <summary>A request to the service has ended.</summary>
    public const int RequestEnded = 7000;

    /// <summary>A request to the service failed for a reason that is not the caller's.</summary>
    public const int RequestFailed = 7001;

    /// <summary>The service's read model cannot be kept up for now.</summary>
    public const int ReadModelFailed = 7002;

    /// <summary>The service listens.</summary>
    public const int ServiceStarted = 7003;

    /// <summary>An event could not be told to a webhook.</summary>
    public const int WebhookFailed = 7004;

    /// <summary>An export was accepted.</summary>
    public const int ExportStarted = 8000;

    /// <summary>An export is whole and where it was to go.</summary>
    public const int ExportCompleted = 8001;

    /// <summary>An export failed and will run again.</summary>
    public const int ExportRestart = 8002;

    /// <summary>An export failed for good.</summary>
    public const int ExportFailed = 8003;

    /// <summary>An export was cancelled.</summary>
    public const int ExportCancelled = 8004;

    /// <summary>An export was not accepted.</summary>
    public const int ExportRejected = 8005;

    /// <summary>An export packed its files.</summary>
    public const int DatasetCompressed = 8006;
}
