using Serilog.Core;
using Serilog.Events;

namespace PixCrawler.Cli.Hosting;

/// <summary>
/// Holds log events until it is known where they go: the log lies in the dataset's folder, and that must be empty until the job
/// is accepted. Events beyond the first 10,000 that nobody has asked for are dropped.
/// </summary>
internal sealed class DeferredSink : ILogEventSink, IDisposable
{
    private const int MaxHeld = 10_000;

    private readonly Lock _gate = new();
    private readonly Queue<LogEvent> _held = new();
    private Logger? _target;

    public void Emit(LogEvent logEvent)
    {
        lock (_gate)
        {
            if (_target is not null)
                _target.Write(logEvent);
            else if (_held.Count < MaxHeld)
                _held.Enqueue(logEvent);
        }
    }

    /// <summary>Passes on what is held, and from now on everything at once.</summary>
    public void Open(Logger target)
    {
        lock (_gate)
        {
            _target = target;
            while (_held.TryDequeue(out var held))
                target.Write(held);
        }
    }

    public void Dispose()
    {
        try
        {
            _target?.Dispose();
        }
        catch (IOException)
        {
            // The last lines find no room; how the job ended does not hang on them.
        }
    }
}
