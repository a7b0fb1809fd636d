using Microsoft.Extensions.Hosting;

namespace PixCrawler.Cli.Hosting;

/// <summary>Leaves the process's signals to <see cref="Interrupts"/>; the usual lifetime would take them.</summary>
internal sealed class SilentLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
