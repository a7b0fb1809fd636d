namespace PixCrawler.Actors.Hosting;

/// <summary>
/// The stable numbers of log lines, as the property <c>EventId</c>: 1000s jobs, 2000s chunks, 3000s downloads, 4000s validation.
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

    /// <summary>A chunk's run began.</summary>
    public const int ChunkStarted = 2000;

    /// <summary>Every slot of a chunk is settled.</summary>
    public const int ChunkSettled = 2001;

    /// <summary>A slot is settled.</summary>
    public const int SlotSettled = 2002;

    /// <summary>An attempt failed; another will be made.</summary>
    public const int AttemptFailed = 3000;

    /// <summary>A download failed for good.</summary>
    public const int DownloadFailed = 3001;

    /// <summary>A host's or credential's circuit opened, closed, or lets a trial through.</summary>
    public const int CircuitChanged = 3002;

    /// <summary>An image could not be judged because of an error nobody foresaw.</summary>
    public const int Undecodable = 4000;

    /// <summary>An image was judged.</summary>
    public const int ImageValidated = 4001;
}
