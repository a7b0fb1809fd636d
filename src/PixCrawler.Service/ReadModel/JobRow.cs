using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Service.ReadModel;

/// <summary>A job as lists know it.</summary>
/// <param name="Order">What it is to do; its user owns it.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="RequestHash">The hash of the request that asked for it; empty where nobody knows.</param>
/// <param name="Sequence">The place of the last event that is in it; 0 while it was not begun.</param>
/// <param name="Report">How it stood then; null while it was not begun.</param>
internal sealed record JobRow(SubmitJob Order, JobStatus Status, DateTimeOffset CreatedAt, string RequestHash, long Sequence, JobReport? Report)
{
    public JobId Id => Order.JobId;

    public string UserId => Order.Specification.UserId;

    /// <summary>Whether its actors know it.</summary>
    public bool IsBegun => Sequence > 0 || Status == JobStatus.Running;
}

/// <summary>An event of a job as it is shown.</summary>
/// <param name="Sequence">Its place in the job's journal.</param>
/// <param name="Data">It, as JSON.</param>
internal sealed record JobEventRow(long Sequence, string Data);

/// <summary>Which jobs a list wants.</summary>
/// <param name="UserId">Whose; null for everybody's.</param>
/// <param name="Status">Which status; null for all.</param>
/// <param name="Before">The last job of the page before; null for the first page.</param>
/// <param name="Limit">How many at the most.</param>
internal sealed record JobListing(string? UserId, JobStatus? Status, JobCursor? Before, int Limit);
