namespace PixCrawler.Contracts.Operations;

/// <summary>Generate label files for a dataset. Answered with <see cref="LabelsGenerated"/>.</summary>
/// <param name="OperationId">The operation's identity.</param>
/// <param name="DatasetFolder">The dataset's folder.</param>
/// <param name="Formats">The formats to write, at least one.</param>
public sealed record GenerateLabels(OperationId OperationId, string DatasetFolder, IReadOnlyList<LabelFormat> Formats)
    : OperationCommand(OperationId)
{
    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.GenerateLabels;
}

/// <summary>How labels are written.</summary>
public enum LabelFormat
{
    /// <summary>One text file per image.</summary>
    Text,

    /// <summary>One JSON document.</summary>
    Json,

    /// <summary>One comma-separated table.</summary>
    Csv,

    /// <summary>One YAML document.</summary>
    Yaml,
}

/// <summary>What came of a <see cref="GenerateLabels"/>.</summary>
/// <param name="Files">The tables written, relative to the dataset's folder; beside them lies a file for each image and format.</param>
public sealed record LabelsGenerated(IReadOnlyList<string> Files) : OperationResult
{
    /// <summary>How many images have label files.</summary>
    public long Images { get; init; }
}
