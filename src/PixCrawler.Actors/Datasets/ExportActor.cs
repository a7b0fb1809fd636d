using Akka.Actor;
using PixCrawler.Actors.Supervision;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Datasets;

namespace PixCrawler.Actors.Datasets;

/// <summary>
/// One run of an export: does the work, tells now and then how far it is, and fails with what the work fails with. Asked to stop, it
/// stays until the work has ended, so that no two runs write to one place.
/// </summary>
internal sealed class ExportActor : ReceiveActor, IWithTimers
{
    private readonly ExportOrder _order;
    private readonly IDatasetExports _work;
    private readonly IDatasetStore _store;
    private readonly string _outputFolder;
    private readonly TimeSpan _reportInterval;
    private readonly CancellationTokenSource _stopped = new();
    private readonly Latest _latest = new();

    /// <summary>Creates a run.</summary>
    /// <param name="order">What is to be done.</param>
    /// <param name="work">What does it.</param>
    /// <param name="store">Knows where the dataset lies now.</param>
    /// <param name="outputFolder">Where it lay when its job was accepted.</param>
    /// <param name="reportInterval">How often to tell how far it is.</param>
    public ExportActor(ExportOrder order, IDatasetExports work, IDatasetStore store, string outputFolder, TimeSpan reportInterval)
    {
        (_order, _work, _store, _outputFolder, _reportInterval) = (order, work, store, outputFolder, reportInterval);
        Receive<ReportDue>(_ => Report());
        Receive<StopExport>(_ => _stopped.Cancel());
        Receive<WorkDone>(done => End(done.Result));
        Receive<WorkFailed>(Fail);
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Timers.StartPeriodicTimer(nameof(ReportDue), ReportDue.Instance, _reportInterval);
        RunAsync().PipeTo(Self, success: result => new WorkDone(result), failure: error => new WorkFailed(error));
    }

    /// <inheritdoc/>
    protected override void PostStop() => _stopped.Cancel();

    private async Task<ExportSummary> RunAsync()
    {
        var folder = await _store.OpenAsync(_outputFolder, _stopped.Token);
        return await _work.RunAsync(_order, folder.Path, _latest, _stopped.Token);
    }

    private void Report()
    {
        if (_latest.Value is { } progress)
            Context.Parent.Tell(new ExportAdvanced(_order.Name, _order.Run, progress.Value));
    }

    private void End(ExportSummary result)
    {
        Context.Parent.Tell(new ExportDone(_order.Name, _order.Run, result));
        Context.Stop(Self);
    }

    private void Fail(WorkFailed failed)
    {
        if (_stopped.IsCancellationRequested)
            Context.Stop(Self);
        else
            Rethrow.Raise(failed.Error);
    }

    // The work tells on its own thread, as often as it likes.
    private sealed class Latest : IProgress<ExportProgress>
    {
        private volatile Box? _box;

        public Box? Value => _box;

        public void Report(ExportProgress value) => _box = new Box(value);

        public sealed record Box(ExportProgress Value);
    }

    private sealed record ReportDue
    {
        public static ReportDue Instance { get; } = new();
    }

    private sealed record WorkDone(ExportSummary Result);

    private sealed record WorkFailed(Exception Error);
}
