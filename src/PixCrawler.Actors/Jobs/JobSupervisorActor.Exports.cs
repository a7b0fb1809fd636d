using System.Text.RegularExpressions;
using Akka.Actor;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Exports;

namespace PixCrawler.Actors.Jobs;

/// <summary>
/// What a job is asked about its exports. They are no part of the job: they begin in an ended one as well, outlive its end, and change
/// nothing in its status.
/// </summary>
internal sealed partial class JobSupervisorActor
{
    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex ExportName { get; }

    private void Export(ExportDataset export)
    {
        if (!IsKnown())
            return;
        var sender = Sender;
        if (ExportErrors(export) is { Count: > 0 } errors)
        {
            LogExportRejected(export, errors);
            sender.Tell(new ExportRejected(_state.Id, export.Name, errors));
            TellIfOver();
            return;
        }

        CarryExport(new ExportCommand.Start(export.Name, export.Specification, export.Refresh), () =>
        {
            sender.Tell(new ExportAccepted(_state.Id, export.Name));
            TellIfOver();
        });
    }

    private IReadOnlyList<FieldError> ExportErrors(ExportDataset export)
    {
        if (!ExportName.IsMatch(export.Name))
            return [new FieldError(nameof(export.Name), "must be 1 to 64 of a-z, 0-9, point, underscore and hyphen, and begin with a letter or digit")];
        var known = _state.Exports.GetValueOrDefault(export.Name);
        if (known is { IsOpen: true })
        {
            return known.IsFor(export.Specification)
                ? []
                : [new FieldError(nameof(export.Name), "an export of this name is under way with other options; wait for it, cancel it, or take another name")];
        }

        if (_exportsSuspended || _draining is not null)
            return [new FieldError("process", "the process ends; ask the next one")];
        var open = _state.Exports.Values.Where(other => other.IsOpen).ToList();
        if (open.Count >= _services.Options.MaxConcurrentExports)
            return [new FieldError("exports", $"{open.Count} exports of this job are under way, and there may be no more; wait for one of them")];
        if (export.Specification.Target is { } target && open.Exists(other => other.Specification.Target == target))
            return [new FieldError(nameof(ExportSpecification.Target), "another export is going there; wait for it, or name another place")];
        return _services.Exports.Check(export.Specification, _state.Specification!.Name);
    }

    private void CancelExport(CancelExport cancel)
    {
        if (!IsKnown(cancel.Name))
            return;
        var sender = Sender;
        CarryExport(new ExportCommand.Cancel(cancel.Name), () => sender.Tell(new ExportCancelAccepted(_state.Id, cancel.Name)));
    }

    private void AnswerExport(GetExportStatus query)
    {
        if (IsKnown(query.Name))
            Sender.Tell(ReportOn(query.Name, _state.Exports[query.Name]));
    }

    private void AnswerExports()
    {
        if (IsKnown())
            Sender.Tell(new ExportList(_state.Id, [.. _state.Exports.Select(export => ReportOn(export.Key, export.Value))]));
    }

    private ExportReport ReportOn(string name, JobExport export) => new(_state.Id, name, export.Status)
    {
        Progress = export.IsRunning && _exportProgress.TryGetValue(name, out var progress) ? progress : null,
        Result = export.Result,
        Cause = export.Cause,
        RestartDueAt = export.RestartDueAt,
        Restarts = export.Restarts,
        StartedAt = export.StartedAt,
        EndedAt = export.EndedAt,
        IsSuspended = export.IsOpen && _exportsSuspended,
    };

    private void Link(LinkExport link)
    {
        if (!IsKnown(link.Name))
            return;
        var export = _state.Exports[link.Name];
        try
        {
            Sender.Tell(export.Result is { } result
                ? new ExportLinks(_state.Id, link.Name, _services.Exports.LinksTo(export.Specification, result, link.Lifetime))
                : new ExportRejected(_state.Id, link.Name, [new FieldError(nameof(link.Name), "this export is not completed; there is nothing to link to")]));
        }
        catch (InvalidInputException error)
        {
            Sender.Tell(new ExportRejected(_state.Id, link.Name, [new FieldError(nameof(link.Name), error.Message)]));
        }
    }

    // The one who asked is answered where the job or the export is not known.
    private bool IsKnown(string? export = null)
    {
        if (_state.Specification is null)
        {
            Sender.Tell(new JobNotFound(_state.Id));
            TellIfUnknown();
            return false;
        }

        if (export is null || _state.Exports.ContainsKey(export))
            return true;
        Sender.Tell(new ExportNotFound(_state.Id, export));
        return false;
    }
}
