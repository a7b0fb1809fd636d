namespace PixCrawler.Contracts.Jobs;

/// <summary>Start a job. Answered by <see cref="JobAccepted"/> or <see cref="JobRejected"/>; the same id twice is one job.</summary>
/// <param name="JobId">The job's identity, chosen by the caller, so that sending it again is harmless.</param>
/// <param name="Specification">What the job is to do.</param>
public sealed record SubmitJob(JobId JobId, JobSpecification Specification) : IWithJobId;

/// <summary>End a job early; what was kept stays. Answered by <see cref="CancelAccepted"/> or <see cref="JobNotFound"/>. Idempotent.</summary>
/// <param name="JobId">The job.</param>
public sealed record CancelJob(JobId JobId) : IWithJobId;

/// <summary>Ask how a job stands. Answered by <see cref="JobReport"/> or <see cref="JobNotFound"/>.</summary>
/// <param name="JobId">The job.</param>
public sealed record GetJobStatus(JobId JobId) : IWithJobId;

/// <summary>Have a job, its chunks and what they wait for write their figures to the log. Answered by <see cref="StateLogged"/> or <see cref="JobNotFound"/>.</summary>
/// <param name="JobId">The job.</param>
public sealed record LogState(JobId JobId) : IWithJobId;

/// <summary>
/// Have an ended job redo its failed slots, each with a fresh budget of attempts; what succeeded is not touched. Answered by
/// <see cref="RetryAccepted"/>, <see cref="RetryRefused"/> or <see cref="JobNotFound"/>.
/// </summary>
/// <param name="JobId">The job.</param>
/// <param name="Reason">The reason code of the slots to redo, for example <c>http-503</c>; null for all failed ones.</param>
public sealed record RetryFailed(JobId JobId, string? Reason = null) : IWithJobId;
