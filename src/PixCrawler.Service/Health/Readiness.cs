using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Politeness;
using PixCrawler.Service.Hosting;
using PixCrawler.Service.ReadModel;

namespace PixCrawler.Service.Health;

/// <summary>
/// Tries what the service needs: its actors (the gates of hosts are asked), the journal, the service's database, the store, and its place
/// in the cluster where there is one. No try leaves anything behind. The answer holds for a second, so that asking often costs nothing.
/// </summary>
internal sealed class Readiness(
    IHostGates gates, ServiceDatabase database, DataFolder folder, ServiceSettings settings, IClusterMembers members, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(1);
    private static readonly string Version = typeof(Readiness).Assembly.GetName().Version!.ToString(3);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private HealthView? _last;
    private long _lastAt;

    /// <summary>Whether it is on its way out: nothing new is to be sent to it.</summary>
    public bool IsStopping { get; set; }

    /// <summary>How it stands.</summary>
    public async Task<HealthView> ProbeAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_last is null || time.GetElapsedTime(_lastAt) > GoodFor)
                (_last, _lastAt) = (await LookAsync(), time.GetTimestamp());
            return IsStopping ? _last with { Ready = false } : _last;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<HealthView> LookAsync()
    {
        var checks = await Task.WhenAll(
            TryAsync("actors", token => gates.ListAsync(token)),
            TryAsync("journal", token => JobJournal.ProbeAsync(settings.Crawler.Journal, token)),
            TryAsync("database", token => database.ReadAsync($"SELECT prefix FROM {database.Table("service_api_keys")} LIMIT 1", row => row.GetString(0), token)),
            TryAsync("store", token => Task.Run(folder.Probe, token)));
        if (settings.Crawler.Cluster is not null)
            checks = [.. checks, await TryAsync("cluster", _ => Membership())];
        return new HealthView(checks.All(check => check.Ok), Version, checks);
    }

    private Task Membership() => members.IsReady
        ? Task.CompletedTask
        : throw new InvalidOperationException("this node is no member of its cluster: look whether its seeds or contact points are up");

    private async Task<HealthCheckView> TryAsync(string name, Func<CancellationToken, Task> attempt)
    {
        var began = time.GetTimestamp();
        using var patience = new CancellationTokenSource(Patience, time);
        string? problem = null;
        try
        {
            await attempt(patience.Token);
        }
        catch (Exception error)
        {
            problem = patience.IsCancellationRequested ? $"no answer within {Patience.TotalSeconds} s" : error.Message;
        }

        return new HealthCheckView(name, problem is null, Math.Round(time.GetElapsedTime(began).TotalMilliseconds, 1), problem);
    }
}
