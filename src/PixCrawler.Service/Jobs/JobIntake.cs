using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Service.Hosting;
using PixCrawler.Service.ReadModel;

namespace PixCrawler.Service.Jobs;

/// <summary>What became of a request for a job.</summary>
/// <param name="Job">The job; null where there is none.</param>
/// <param name="IsNew">Whether this request made it.</param>
/// <param name="Conflicts">Whether the key was used before, for something else.</param>
/// <param name="Errors">Why it was not accepted.</param>
internal sealed record IntakeResult(JobRow? Job, bool IsNew = false, bool Conflicts = false, IReadOnlyList<FieldError>? Errors = null);

/// <summary>
/// Makes jobs. A job's identity follows from its user and the idempotency key, so that asking again, after whatever crash, is asking for
/// the same job; it is answered only once the job is kept for good.
/// </summary>
internal sealed class JobIntake(JobTable table, IPixCrawlerClient client, DataFolder folder, TimeProvider time)
{
    /// <summary>Makes a job, or finds the one that was made by the same request before.</summary>
    public async Task<IntakeResult> CreateAsync(
        string userId, string idempotencyKey, CreateJobRequest request, TakenList list, CancellationToken cancellationToken)
    {
        var (jobId, taken) = (IdOf(userId, idempotencyKey), list.Source.Path);
        var source = list.Source with { Path = folder.List(jobId, ".list") };
        var specification = request.ToSpecification(userId, source, folder.Dataset(jobId));
        var hash = HashOf(request, list);
        try
        {
            if (JobSpecificationValidator.Validate(specification) is { Count: > 0 } errors)
                return new IntakeResult(null, Errors: errors);
            var row = new JobRow(new SubmitJob(jobId, specification), JobStatus.Pending, time.GetUtcNow(), hash, Sequence: 0, Report: null);
            var isNew = await table.InsertAsync(row, cancellationToken);
            var known = isNew ? row : await table.FindAsync(jobId, cancellationToken) ?? row;
            if (known.RequestHash.Length > 0 && known.RequestHash != hash)
                return new IntakeResult(null, Conflicts: true);
            // The list lies where the job looks for it before the job is begun. A job that was begun has its own.
            if (known.Sequence == 0 && known.Status == JobStatus.Pending)
                File.Move(taken, source.Path, overwrite: true);
            var result = request.Start ?? true ? await BeginAsync(known, isNew) : new IntakeResult(known, isNew);
            if (result.Job is null)
                await ForgetAsync(known);
            return result;
        }
        finally
        {
            File.Delete(taken);
        }
    }

    /// <summary>Begins a job that waits for it; for one that was begun it changes nothing.</summary>
    public Task<IntakeResult> StartAsync(JobRow job) => BeginAsync(job, isNew: false);

    // No token: once it is sent, the client that hangs up gets the same job by asking again.
    private async Task<IntakeResult> BeginAsync(JobRow job, bool isNew)
    {
        if (job.Status != JobStatus.Pending)
            return new IntakeResult(job, isNew);
        if (await client.SubmitAsync(job.Order) is JobRejected rejected)
            return new IntakeResult(null, Errors: rejected.Errors);
        await table.SetStatusAsync(job.Id, JobStatus.Pending, JobStatus.Running, CancellationToken.None);
        return new IntakeResult(job with { Status = JobStatus.Running }, isNew);
    }

    private async Task ForgetAsync(JobRow job)
    {
        await table.ForgetAsync(job.Id, CancellationToken.None);
        File.Delete(job.Order.Specification.Sources[0].Path);
    }

    private static JobId IdOf(string userId, string idempotencyKey) =>
        new(new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"pixcrawler-job\n{userId}\n{idempotencyKey}")).AsSpan(0, 16)));

    private static string HashOf(CreateJobRequest request, TakenList list)
    {
        var settings = JsonSerializer.Serialize(request with { Urls = null }, ServiceJson.Default.CreateJobRequest);
        var form = $"{list.Source.Format} {list.Source.UrlColumn} {list.Source.CaptionColumn} {list.Source.KeyColumn}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{settings}\n{form}\n{list.Hash}")));
    }
}
