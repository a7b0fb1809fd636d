using System.Text.Json.Serialization;

namespace PixCrawler.Contracts.Operations;

/// <summary>
/// Asks for one operation to be carried out. Answered exactly once, by an <see cref="IOperationReply"/>. The same identity twice is
/// one operation while it lasts; each operation may be repeated without harm.
/// </summary>
/// <param name="OperationId">The operation's identity, chosen by the caller.</param>
[JsonDerivedType(typeof(DownloadFromSource), "download-from-source")]
[JsonDerivedType(typeof(GenerateKeywords), "generate-keywords")]
[JsonDerivedType(typeof(GenerateLabels), "generate-labels")]
[JsonDerivedType(typeof(CheckDuplicates), "check-duplicates")]
[JsonDerivedType(typeof(CheckIntegrity), "check-integrity")]
[JsonDerivedType(typeof(CheckAll), "check-all")]
[JsonDerivedType(typeof(ValidateImageFile), "validate-image-file")]
public abstract record OperationCommand(OperationId OperationId) : IWithOperationId
{
    /// <summary>The job it is done for, where there is one; logs carry it.</summary>
    public Jobs.JobId? JobId { get; init; }

    /// <summary>Who it is done for; free text, used in logs.</summary>
    public string UserId { get; init => field = value ?? "local"; } = "local";

    /// <summary>Which limits and which rate hold.</summary>
    public abstract OperationKind Kind { get; }

    /// <summary>What the rate is counted by within the kind; null where the whole kind shares one rate.</summary>
    public virtual string? RateKey => null;
}

/// <summary>An operation's result.</summary>
[JsonDerivedType(typeof(SourceDownloaded), "source-downloaded")]
[JsonDerivedType(typeof(KeywordsGenerated), "keywords-generated")]
[JsonDerivedType(typeof(LabelsGenerated), "labels-generated")]
[JsonDerivedType(typeof(DuplicatesChecked), "duplicates-checked")]
[JsonDerivedType(typeof(IntegrityChecked), "integrity-checked")]
[JsonDerivedType(typeof(AllChecked), "all-checked")]
[JsonDerivedType(typeof(ImageFileValidated), "image-file-validated")]
public abstract record OperationResult;
