using Akka.Actor;
using PixCrawler.Actors.Datasets;
using PixCrawler.Actors.Datasets.Stores;
using PixCrawler.Actors.Supervision;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Exports;
using PixCrawler.Domain.Failures;

namespace PixCrawler.Actors.Jobs;

/// <summary>How runs of exports are started, ended, and started again by the one restart policy.</summary>
internal sealed partial class JobSupervisorActor
{
    private readonly Dictionary<IActorRef, Exporter> _exporters = [];
    private readonly Dictionary<string, ExportProgress> _exportProgress = new(StringComparer.Ordinal);
    private bool _exportsSuspended;

    private void TellIfOver()
    {
        if (_state.Status.IsTerminal() && !_state.IsExporting)
            Context.Parent.Tell(new JobOver(_state.Id, Stays: true));
    }

    private void ResumeExports()
    {
        if (_state.IsExporting)
            CarryExport(new ExportCommand.Resume(_services.Restarts), ScheduleExports);
        else
            TellIfOver();
    }

    private void ScheduleExports()
    {
        foreach (var (name, export) in _state.Exports.Where(export => export.Value is { IsOpen: true, RestartDueAt: not null }))
            ScheduleExport(name, export.RestartDueAt!.Value);
        TellIfOver();
    }

    private void ScheduleExport(string name, DateTimeOffset due)
    {
        if (due - _services.Time.GetUtcNow() is { Ticks: > 0 } delay)
            Timers.StartSingleTimer($"export-{name}", new ExportDue(name), delay);
        else
            BeginExport(name);
    }

    private void BeginExport(string name)
    {
        if (_exportsSuspended || !_state.Exports.TryGetValue(name, out var export) || export.RestartDueAt is not { } due)
            return;
        var now = _services.Time.GetUtcNow();
        if (due > now)
            ScheduleExport(name, due);
        else if (export.Cause?.Reason == InfrastructureException.ReasonOf(InfrastructureKind.Disk) && IsFullFor(export, out _))
            // Not an event: a full disk may be the journal's too.
            ScheduleExport(name, now + _services.Restarts.RestartDelay);
        else
            CarryExport(new ExportCommand.BeginRun(name));
    }

    private bool IsFullFor(JobExport export, out long? free)
    {
        var target = export.Specification.Target;
        free = _services.FreeBytes(target is null || StoreTarget.IsStore(target) ? _job?.Folder.Path : target);
        return free < _services.MinFreeBytes;
    }

    // Decide, persist, apply, effects, and then what follows from the outcome: always in this order.
    private void CarryExport(ExportCommand command, Action? then = null) => Carry(_state.Decide(command, _services.Time.GetUtcNow()), then);

    private void FollowExport(IExportEvent exportEvent)
    {
        var (name, export) = (exportEvent.Name, _state.Exports[exportEvent.Name]);
        switch (exportEvent)
        {
            case ExportStarted:
                // A job that has ended may have left the list while this was on its way.
                Context.Parent.Tell(new JobHasWork(_state.Id));
                LogExportStarted(name, export);
                break;
            case ExportRunStarted:
                SpawnExport(name, export);
                break;
            case ExportRunFailed failed:
                LogExportFailure(failed, export);
                // Those that are due at once were found when the process began, and are begun together.
                if (failed.RestartDueAt > failed.At)
                    ScheduleExport(name, failed.RestartDueAt);
                break;
            case ExportEnded ended:
                LogExportEnded(ended, export);
                _exportProgress.Remove(name);
                Timers.Cancel($"export-{name}");
                // What is under way of it ends by itself; the next run of its name waits for that.
                foreach (var (actor, exporter) in _exporters.Where(exporter => exporter.Value.Name == name).ToArray())
                {
                    _exporters[actor] = exporter with { IsCurrent = false };
                    actor.Tell(StopExport.Instance);
                }

                TellIfOver();
                break;
        }
    }

    private void SpawnExport(string name, JobExport export)
    {
        if (_exporters.Values.Any(exporter => exporter.Name == name))
            return;
        var (job, services) = (_state.Specification!, _services);
        var order = new ExportOrder(job.Name, name, export.Run, export.Specification);
        var exporter = Context.Watch(Context.ActorOf(
            Props.Create(() => new ExportActor(order, services.Exports, services.Store, job.OutputFolder, services.ReportInterval)),
            FreeName($"{WorkerKind.Export.ToString().ToLowerInvariant()}-{name}-run-{export.Run}")));
        _exporters.Add(exporter, new Exporter(name, export.Run));
    }

    private void TakeExport(ExportDone done)
    {
        if (_exporters.TryGetValue(Sender, out var exporter) && exporter.IsCurrent)
            CarryExport(new ExportCommand.Complete(done.Name, done.Run, done.Result));
    }

    private void TakeExportProgress(ExportAdvanced advanced)
    {
        if (_exporters.TryGetValue(Sender, out var exporter) && exporter.IsCurrent)
            _exportProgress[advanced.Name] = advanced.Progress;
    }

    /// <summary>Takes the end of an export's run; any other worker's is not its business.</summary>
    private bool ExporterEnded(IActorRef actor, Exception cause)
    {
        if (!_exporters.Remove(actor, out var exporter))
            return false;
        Context.Unwatch(actor);
        var (name, run, isCurrent) = exporter;
        if (_exportsSuspended || _state.Exports.GetValueOrDefault(name) is not { IsRunning: true } export)
            return true;
        if (!isCurrent)
        {
            SpawnExport(name, export);
            return true;
        }

        if (FailureClassifier.Classify(cause) == FailureClass.Unknown)
            LogExportUnexpected(name, export, cause);
        var diskIsFull = cause is InfrastructureException { Kind: InfrastructureKind.Disk }
            && (IsFullFor(export, out _freeBytes) || InfrastructureFaults.IsDatabaseFull(cause));
        CarryExport(new ExportCommand.Fail(name, run, SafeCause.Of(cause), _services.Restarts, diskIsFull));
        return true;
    }

    private void SuspendExports(Action then)
    {
        _exportsSuspended = true;
        foreach (var exporter in _exporters.Keys)
            exporter.Tell(StopExport.Instance);
        CarryExport(new ExportCommand.Suspend(), then);
    }

    private sealed record ExportDue(string Name);

    /// <summary>Who carries out a run; one whose export has ended is not current any more.</summary>
    private sealed record Exporter(string Name, int Run, bool IsCurrent = true);
}
