using System.Text.Encodings.Web;
using System.Text.Json;

namespace PixCrawler.Contracts.Serialization;

/// <summary>The manifests of all commands, queries, replies and events.</summary>
public static class ContractManifests
{
    // Text that is not ASCII stays readable; nothing of this is ever put into HTML.
    private static readonly ContractsJsonContext Relaxed = new(new JsonSerializerOptions(ContractsJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>Creates the table.</summary>
    /// <returns>A new table, to which others may be added.</returns>
    public static ManifestTable CreateTable()
    {
        var table = new ManifestTable();
        AddJobEvents(table);
        AddChunkEvents(table);
        AddProcessEvents(table);
        AddOperationEvents(table);
        AddJobMessages(table);
        AddOperationMessages(table);
        AddExports(table);
        return table;
    }

    private static void AddJobEvents(ManifestTable table) => table
        .Add("job.started.v1", Relaxed.JobStarted)
        .Add("job.chunk-planned.v1", Relaxed.ChunkPlanned)
        .Add("job.source-exhausted.v1", Relaxed.SourceExhausted)
        .Add("job.worker-started.v1", Relaxed.WorkerStarted)
        .Add("job.worker-failed.v1", Relaxed.WorkerFailed)
        .Add("job.worker-interrupted.v1", Relaxed.WorkerInterrupted)
        .Add("job.run-progressed.v1", Relaxed.RunProgressed)
        .Add("job.suspended.v1", Relaxed.JobSuspended)
        .Add("job.chunk-settled.v1", Relaxed.ChunkSettled)
        .Add("job.cancel-requested.v1", Relaxed.JobCancelRequested)
        .Add("job.ended.v1", Relaxed.JobEnded)
        .Add("job.reopened.v1", Relaxed.JobReopened)
        .Add("job.deduplicated.v1", Relaxed.DatasetDeduplicated);

    private static void AddChunkEvents(ManifestTable table) => table
        .Add("chunk.run-started.v1", Relaxed.ChunkRunStarted)
        .Add("chunk.reopened.v1", Relaxed.ChunkReopened)
        .Add("chunk.attempt-claimed.v1", Relaxed.AttemptClaimed)
        .Add("chunk.slot-settled.v1", Relaxed.SlotSettled);

    private static void AddProcessEvents(ManifestTable table) => table
        .Add("registry.job-registered.v1", Relaxed.JobRegistered)
        .Add("registry.job-closed.v1", Relaxed.JobClosed)
        .Add("host.pause-set.v1", Relaxed.HostPauseSet);

    private static void AddOperationEvents(ManifestTable table) => table
        .Add("operation.started.v1", Relaxed.OperationStarted)
        .Add("operation.run-started.v1", Relaxed.OperationRunStarted)
        .Add("operation.overdue.v1", Relaxed.OperationOverdue)
        .Add("operation.run-failed.v1", Relaxed.OperationRunFailed)
        .Add("operation.ended.v1", Relaxed.OperationEnded);

    private static void AddJobMessages(ManifestTable table) => table
        .Add("job.submit.v1", Relaxed.SubmitJob)
        .Add("job.cancel.v1", Relaxed.CancelJob)
        .Add("job.get-status.v1", Relaxed.GetJobStatus)
        .Add("job.log-state.v1", Relaxed.LogState)
        .Add("job.retry-failed.v1", Relaxed.RetryFailed)
        .Add("job.retry-accepted.v1", Relaxed.RetryAccepted)
        .Add("job.retry-refused.v1", Relaxed.RetryRefused)
        .Add("job.accepted.v1", Relaxed.JobAccepted)
        .Add("job.rejected.v1", Relaxed.JobRejected)
        .Add("job.cancel-accepted.v1", Relaxed.CancelAccepted)
        .Add("job.state-logged.v1", Relaxed.StateLogged)
        .Add("job.not-found.v1", Relaxed.JobNotFound)
        .Add("job.report.v1", Relaxed.JobReport);

    private static void AddExports(ManifestTable table) => table
        .Add("export.started.v1", Relaxed.ExportStarted)
        .Add("export.run-started.v1", Relaxed.ExportRunStarted)
        .Add("export.run-failed.v1", Relaxed.ExportRunFailed)
        .Add("export.ended.v1", Relaxed.ExportEnded)
        .Add("export.dataset.v1", Relaxed.ExportDataset)
        .Add("export.cancel.v1", Relaxed.CancelExport)
        .Add("export.get-status.v1", Relaxed.GetExportStatus)
        .Add("export.list.v1", Relaxed.ListExports)
        .Add("export.listed.v1", Relaxed.ExportList)
        .Add("export.link.v1", Relaxed.LinkExport)
        .Add("export.accepted.v1", Relaxed.ExportAccepted)
        .Add("export.rejected.v1", Relaxed.ExportRejected)
        .Add("export.not-found.v1", Relaxed.ExportNotFound)
        .Add("export.cancel-accepted.v1", Relaxed.ExportCancelAccepted)
        .Add("export.report.v1", Relaxed.ExportReport)
        .Add("export.links.v1", Relaxed.ExportLinks);

    private static void AddOperationMessages(ManifestTable table) => table
        .Add("operation.download-from-source.v1", Relaxed.DownloadFromSource)
        .Add("operation.generate-keywords.v1", Relaxed.GenerateKeywords)
        .Add("operation.generate-labels.v1", Relaxed.GenerateLabels)
        .Add("operation.check-duplicates.v1", Relaxed.CheckDuplicates)
        .Add("operation.check-integrity.v1", Relaxed.CheckIntegrity)
        .Add("operation.check-all.v1", Relaxed.CheckAll)
        .Add("operation.validate-image-file.v1", Relaxed.ValidateImageFile)
        .Add("operation.cancel.v1", Relaxed.CancelOperation)
        .Add("operation.get-status.v1", Relaxed.GetOperationStatus)
        .Add("operation.cancel-accepted.v1", Relaxed.OperationCancelAccepted)
        .Add("operation.not-found.v1", Relaxed.OperationNotFound)
        .Add("operation.report.v1", Relaxed.OperationReport)
        .Add("operation.rejected.v1", Relaxed.OperationRejected)
        .Add("operation.refused.v1", Relaxed.OperationRefused)
        .Add("operation.succeeded.v1", Relaxed.OperationSucceeded)
        .Add("operation.failed.v1", Relaxed.OperationFailed)
        .Add("operation.timed-out.v1", Relaxed.OperationTimedOut)
        .Add("operation.cancelled.v1", Relaxed.OperationCancelled);
}
