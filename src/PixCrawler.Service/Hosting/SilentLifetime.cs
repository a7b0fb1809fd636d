using Microsoft.Extensions.Hosting;

namespace PixCrawler.Service.Hosting;

/// <summary>Leaves the process's signals to whoever runs the host; the usual lifetime would take them.</summary>
public sealed class SilentLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
