namespace PixCrawler.Contracts.Operations;

/// <summary>Check a dataset for damaged images and for duplicates. Answered with <see cref="AllChecked"/>.</summary>
/// <param name="OperationId">The operation's identity.</param>
/// <param name="DatasetFolder">The dataset's folder.</param>
public sealed record CheckAll(OperationId OperationId, string DatasetFolder) : OperationCommand(OperationId)
{
    /// <summary>What is done with duplicates. Default: they are only reported.</summary>
    public DuplicateAction Action { get; init; } = DuplicateAction.Report;

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.CheckAll;
}

/// <summary>What came of a <see cref="CheckAll"/>.</summary>
/// <param name="Integrity">The damaged images.</param>
/// <param name="Duplicates">The duplicates.</param>
public sealed record AllChecked(IntegrityChecked Integrity, DuplicatesChecked Duplicates) : OperationResult;
