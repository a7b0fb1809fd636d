using System.Text.Json.Serialization;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Hosts;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Operations;

namespace PixCrawler.Contracts.Serialization;

/// <summary>How contract types are written as JSON: generated code, no reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(JobIdConverter), typeof(OperationIdConverter), typeof(ChunkIdConverter), typeof(WorkerIdConverter), typeof(TallyConverter)])]
[JsonSerializable(typeof(JobStarted))]
[JsonSerializable(typeof(ChunkPlanned))]
[JsonSerializable(typeof(SourceExhausted))]
[JsonSerializable(typeof(WorkerStarted))]
[JsonSerializable(typeof(WorkerFailed))]
[JsonSerializable(typeof(WorkerInterrupted))]
[JsonSerializable(typeof(RunProgressed))]
[JsonSerializable(typeof(JobSuspended))]
[JsonSerializable(typeof(ChunkSettled))]
[JsonSerializable(typeof(JobCancelRequested))]
[JsonSerializable(typeof(JobEnded))]
[JsonSerializable(typeof(JobReopened))]
[JsonSerializable(typeof(DatasetDeduplicated))]
[JsonSerializable(typeof(ChunkRunStarted))]
[JsonSerializable(typeof(ChunkReopened))]
[JsonSerializable(typeof(AttemptClaimed))]
[JsonSerializable(typeof(SlotSettled))]
[JsonSerializable(typeof(JobRegistered))]
[JsonSerializable(typeof(JobClosed))]
[JsonSerializable(typeof(HostPauseSet))]
[JsonSerializable(typeof(OperationStarted))]
[JsonSerializable(typeof(OperationRunStarted))]
[JsonSerializable(typeof(OperationOverdue))]
[JsonSerializable(typeof(OperationRunFailed))]
[JsonSerializable(typeof(OperationEnded))]
[JsonSerializable(typeof(SubmitJob))]
[JsonSerializable(typeof(CancelJob))]
[JsonSerializable(typeof(GetJobStatus))]
[JsonSerializable(typeof(LogState))]
[JsonSerializable(typeof(RetryFailed))]
[JsonSerializable(typeof(RetryAccepted))]
[JsonSerializable(typeof(RetryRefused))]
[JsonSerializable(typeof(JobAccepted))]
[JsonSerializable(typeof(JobRejected))]
[JsonSerializable(typeof(CancelAccepted))]
[JsonSerializable(typeof(StateLogged))]
[JsonSerializable(typeof(JobNotFound))]
[JsonSerializable(typeof(JobReport))]
[JsonSerializable(typeof(DownloadFromSource))]
[JsonSerializable(typeof(GenerateKeywords))]
[JsonSerializable(typeof(GenerateLabels))]
[JsonSerializable(typeof(CheckDuplicates))]
[JsonSerializable(typeof(CheckIntegrity))]
[JsonSerializable(typeof(CheckAll))]
[JsonSerializable(typeof(ValidateImageFile))]
[JsonSerializable(typeof(CancelOperation))]
[JsonSerializable(typeof(GetOperationStatus))]
[JsonSerializable(typeof(OperationCancelAccepted))]
[JsonSerializable(typeof(OperationNotFound))]
[JsonSerializable(typeof(OperationReport))]
[JsonSerializable(typeof(OperationRejected))]
[JsonSerializable(typeof(OperationRefused))]
[JsonSerializable(typeof(OperationSucceeded))]
[JsonSerializable(typeof(OperationFailed))]
[JsonSerializable(typeof(OperationTimedOut))]
[JsonSerializable(typeof(OperationCancelled))]
[JsonSerializable(typeof(ExportStarted))]
[JsonSerializable(typeof(ExportRunStarted))]
[JsonSerializable(typeof(ExportRunFailed))]
[JsonSerializable(typeof(ExportEnded))]
[JsonSerializable(typeof(ExportDataset))]
[JsonSerializable(typeof(CancelExport))]
[JsonSerializable(typeof(GetExportStatus))]
[JsonSerializable(typeof(ListExports))]
[JsonSerializable(typeof(ExportList))]
[JsonSerializable(typeof(LinkExport))]
[JsonSerializable(typeof(ExportAccepted))]
[JsonSerializable(typeof(ExportRejected))]
[JsonSerializable(typeof(ExportNotFound))]
[JsonSerializable(typeof(ExportCancelAccepted))]
[JsonSerializable(typeof(ExportReport))]
[JsonSerializable(typeof(ExportLinks))]
internal sealed partial class ContractsJsonContext : JsonSerializerContext;
