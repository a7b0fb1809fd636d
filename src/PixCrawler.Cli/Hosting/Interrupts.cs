using System.Runtime.InteropServices;

namespace PixCrawler.Cli.Hosting;

/// <summary>Takes SIGINT (Ctrl-C) and SIGTERM: the first asks for a clean end, the second ends the process at once.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _asked = new();
    private readonly Action _endNow;
    private readonly PosixSignalRegistration[] _registrations;
    private int _signals;

    /// <summary>Begins to listen.</summary>
    /// <param name="endNow">Ends the process; called on the second signal.</param>
    public Interrupts(Action endNow)
    {
        _endNow = endNow;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Take),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Take),
        ];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _asked.Token;

    /// <summary>Takes one signal.</summary>
    internal void Take(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (Interlocked.Increment(ref _signals) == 1)
            _asked.Cancel();
        else
            _endNow();
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _asked.Dispose();
    }
}
