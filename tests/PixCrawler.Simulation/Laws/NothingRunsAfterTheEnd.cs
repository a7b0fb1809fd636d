namespace PixCrawler.Simulation.Laws;

/// <summary>A second after the end there are no requests, no workers and no held bytes, and none come back (E2, E6).</summary>
internal sealed class NothingRunsAfterTheEnd : Law
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    protected override void Judge(SimRecord record)
    {
        if (record.Ended is not { } ended || record.EndSeenAt is null)
            return;
        var limit = ended.At + Grace;
        foreach (var request in record.Universe.Web.Log.Where(request => !record.IsContested(request.By)))
        {
            Check(request.At <= limit, $"{request.Url} was asked at {request.At}, the job had ended at {ended.At}");
            Check(request.EndedAt is not null || request.By.IsDead, $"the request for {request.Url} has never ended");
            Check(request.EndedAt is null || request.EndedAt <= limit, $"the request for {request.Url} ended at {request.EndedAt}, the job at {ended.At}");
        }

        var host = record.Hosts.Find(host => host.Process == ended.By)!;
        if (host.Process.IsDead)
            return;
        var workers = host.LiveActors().Where(path => path.Contains("/jobs/job-", StringComparison.Ordinal) && path.Count(character => character == '/') > 3).ToArray();
        Check(workers.Length == 0, $"{string.Join(", ", workers)} outlived the job");
        Check(host.Budget.AvailableBytes == host.Budget.MaxBytesInFlight, $"{host.Budget.MaxBytesInFlight - host.Budget.AvailableBytes} bytes are held after the end");
    }
}
